using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using Tsuba.Engine;
using Tsuba.Engine.Inputs;
using Tsuba.Engine.Outputs;
using Tsuba.EngineBench;
using Tsuba.Model.Time;

// tsuba-engine-bench [SERVICES] [ROUNDS]: CPU and bytes of one result (check handed out, result applied, events made; OK after OK, then with changes), what
// of it is the noting of reasons for explain, memory of a service with definition and result, cost of an idle tick, time of a state image. CPU time of the process, not wall time.
const int CountingRounds = 2;
var services = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 100_000;
var rounds = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 10;
var small = Measure(1000, 1, changing: false, print: false);
var large = Measure(services, rounds, changing: false, print: true);
Measure(services, rounds, changing: true, print: true);
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"marginal bytes a service (a tenth of a host included): {(large - small) / (double)(services - 1000):F0}"));
return 0;

static long Measure(int services, int rounds, bool changing, bool print)
{
    var before = GC.GetTotalMemory(forceFullCollection: true);
    var snapshot = SampleSite.Build(services);
    var definitions = GC.GetTotalMemory(forceFullCollection: true) - before;
    var engine = new SchedulerEngine(new EngineOptions { Part = 1 });
    var outputs = new EngineOutputs();
    var logical = 0L;
    EngineTime Now() => new(1_700_000_000_000 + logical, logical);
    engine.Apply(new ConfigurationActivated(snapshot), Now(), outputs);
    outputs.Clear();
    var results = 0L;
    var cpu = TimeSpan.Zero;
    var allocated = 0L;
    var process = Process.GetCurrentProcess();
    var queue = new List<CheckResult>();
    var due = new List<CheckDue>();
    var actions = new List<ulong>();
    var reasons = new DecisionCost();
    for (var round = 0; round < rounds + CountingRounds; round++)
    {
        // The last two, one with and one without changes, only count reasons: counting would show in the others.
        var isCounting = round >= rounds;
        if (round == 1 || rounds == 1)
        {
            // The first round pays for compilation and for the first texts.
            results = 0;
            cpu = TimeSpan.Zero;
            allocated = 0;
        }

        var end = logical + 300_000;
        while (logical < end)
        {
            logical += 1000;
            var started = process.TotalProcessorTime;
            var bytes = GC.GetAllocatedBytesForCurrentThread();
            engine.Advance(Now(), outputs);
            if (isCounting)
            {
                reasons.Count(outputs, 0);
            }
            else
            {
                cpu += process.TotalProcessorTime - started;
                allocated += GC.GetAllocatedBytesForCurrentThread() - bytes;
            }

            due.Clear();
            due.AddRange(outputs.Checks);
            outputs.Clear();

            // A result may ask for the check of a host, which is answered in the same second.
            while (due.Count > 0)
            {
                queue.Clear();
                foreach (var check in due)
                {
                    queue.Add(new CheckResult { Item = check.Item, Occurrence = check.Occurrence, ExitCode = changing && check.Item.Value % 10 == 0 && round % 2 == 1 ? 2 : 0, Output = string.Create(CultureInfo.InvariantCulture, $"HTTP OK: 200 - {round + 11} bytes in 0.0{check.Item.Value % 90 + 10} second|time=0.0{check.Item.Value % 90 + 10}s;;;0"), StartUtcMilliseconds = Now().UtcMilliseconds, Poller = "poller-1" });
                }

                due.Clear();
                process.Refresh();
                started = process.TotalProcessorTime;
                bytes = GC.GetAllocatedBytesForCurrentThread();
                foreach (var result in queue)
                {
                    engine.Apply(result, Now(), outputs);
                    due.AddRange(outputs.Checks);
                    foreach (var action in outputs.Actions)
                    {
                        actions.Add(action.Id);
                    }

                    if (isCounting)
                    {
                        reasons.Count(outputs, 1);
                    }

                    outputs.Clear();
                }

                foreach (var action in actions)
                {
                    engine.Apply(new ActionFinished(action, Succeeded: true, "", "reactionner-1"), Now(), outputs);
                    outputs.Clear();
                }

                actions.Clear();

                process.Refresh();
                if (!isCounting)
                {
                    cpu += process.TotalProcessorTime - started;
                    allocated += GC.GetAllocatedBytesForCurrentThread() - bytes;
                    results += queue.Count;
                }
            }
        }
    }

    queue.Clear();
    queue.TrimExcess();
    var total = GC.GetTotalMemory(forceFullCollection: true) - before;
    if (print)
    {
        Console.WriteLine(changing ? "every tenth service changes its state in every round:" : "OK after OK:");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"results {results}, CPU each {cpu.TotalMicroseconds / results:F2} us, per second and core {results / cpu.TotalSeconds:F0}, bytes each {allocated / results}"));
        Console.WriteLine(reasons.Describe(cpu.TotalNanoseconds / results, allocated / (double)results));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"bytes a service: definitions {definitions / services}, all {total / services}"));
        process.Refresh();
        var started = process.TotalProcessorTime;
        var ticks = 0;
        for (; ticks < 100_000; ticks++)
        {
            engine.Advance(Now(), outputs);
        }

        process.Refresh();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"idle tick {(process.TotalProcessorTime - started).TotalMicroseconds * 1000 / ticks:F0} ns"));
        var image = new ArrayBufferWriter<byte>(1 << 20);
        started = process.TotalProcessorTime;
        engine.WriteState(image);
        process.Refresh();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"state image {image.WrittenCount / 1024 / 1024} MiB, {image.WrittenCount / services} B a service, CPU {(process.TotalProcessorTime - started).TotalMilliseconds:F0} ms"));
    }

    GC.KeepAlive(engine);
    return total;
}
