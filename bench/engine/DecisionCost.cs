using System.Diagnostics;
using System.Globalization;
using Tsuba.Engine.Explain;
using Tsuba.Engine.Notifications;
using Tsuba.Engine.Outputs;
using Tsuba.Engine.Outputs.Events;
using Tsuba.Model.Items;

namespace Tsuba.EngineBench;

/// <summary>
/// What it costs to note reasons as they arise, which is all that <c>explain</c> needs while nobody asks. The engine cannot run without it, so the cost
/// of one note is measured by itself and multiplied by how many a result makes.
/// </summary>
internal sealed class DecisionCost
{
    private const int Notes = 20_000_000;
    private const int NotesOfATurn = 4;

    private long _results;
    private long _decisions;

    /// <summary>Counts the notes of a turn.</summary>
    public void Count(EngineOutputs outputs, int results)
    {
        _results += results;
        foreach (var made in outputs.Events)
        {
            _decisions += made is DecisionMade ? 1 : 0;
        }
    }

    /// <summary>The cost as a line, with its share of the whole result.</summary>
    public string Describe(double nanosecondsOfResult, double bytesOfResult)
    {
        var (nanoseconds, bytes) = OfOne();
        var each = _decisions / (double)_results;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"reasons noted {each:F3} a result: {each * nanoseconds:F1} ns ({each * nanoseconds / nanosecondsOfResult:P2}) and {each * bytes:F1} B ({each * bytes / bytesOfResult:P2}) of it; one is {nanoseconds:F1} ns and {bytes:F0} B");
    }

    private static (double Nanoseconds, double Bytes) OfOne()
    {
        var outputs = new EngineOutputs();
        var process = Process.GetCurrentProcess();
        var spent = Run(outputs, process, Notes / 10);
        spent = Run(outputs, process, Notes);
        return (spent.Cpu.TotalNanoseconds / Notes, spent.Bytes / (double)Notes);
    }

    private static (TimeSpan Cpu, long Bytes) Run(EngineOutputs outputs, Process process, int notes)
    {
        process.Refresh();
        var started = process.TotalProcessorTime;
        var bytes = GC.GetAllocatedBytesForCurrentThread();
        for (var note = 0; note < notes; note++)
        {
            outputs.Events.Add(new DecisionMade { Item = new ItemId((ulong)note), Reason = Reason.SoftProblemBegan, Contact = "", Detail = "", NotificationType = NotificationType.None });
            if (note % NotesOfATurn == 0)
            {
                outputs.Clear();
            }
        }

        process.Refresh();
        return (process.TotalProcessorTime - started, GC.GetAllocatedBytesForCurrentThread() - bytes);
    }
}
