using System.Collections.Immutable;
using System.Diagnostics;
using Tsuba.Arbiter.Core;
using Tsuba.Arbiter.Core.Configuration;
using Tsuba.Benchmarks.Processes;
using Tsuba.Configuration.Reloads;
using Tsuba.Engine;
using Tsuba.Engine.Inputs;
using Tsuba.Engine.Outputs;
using Tsuba.Hosting.Files;
using Tsuba.LiveState;
using Tsuba.Model.Items;
using Tsuba.Model.Snapshots;
using Tsuba.Model.Time;
using Tsuba.Protocol.Configuration;

namespace Tsuba.Benchmarks.Runs;

/// <summary>
/// The steps of a reload one by one in this process, on one thread and without calls and disks: what each costs the arbiter, the schedulers (all parts)
/// and the broker. CPU time, so a busy machine matters less.
/// </summary>
internal sealed class ReloadStages
{
    private readonly RepeatedLoad _loads = new();
    private readonly ChunkCache _cache = new();
    private readonly LinkedParts _linked = new();
    private readonly LinkCheck _check = new();
    private readonly Dictionary<PartId, (ChunkLinker OfScheduler, ChunkLinker OfBroker, SchedulerEngine Engine)> _parts = [];
    private readonly LiveTables _tables = new();
    private readonly List<(string Name, List<double> Milliseconds)> _steps = [];
    private RunningConfiguration? _running;
    private ArbiterState _state = ArbiterState.Empty;
    private EngineTime _now = new(1_700_000_000_000, 0);

    /// <summary>Loads a configuration several times, each time after an edit, and prints the first pass and the median of the others.</summary>
    /// <param name="main">The main file.</param>
    /// <param name="edit">Changes the files; told the number of the pass.</param>
    /// <param name="passes">How often, the first one included.</param>
    public static void Run(string main, Action<int> edit, int passes)
    {
        var stages = new ReloadStages();
        for (var pass = 0; pass < passes; pass++)
        {
            edit(pass);
            stages.Pass(main);
        }

        foreach (var (name, milliseconds) in stages._steps)
        {
            Figures.Print($"  {name}", $"CPU {milliseconds[0]:F0} ms at the start, {Figures.Median(milliseconds.Skip(1)):F0} ms at a reload");
        }
    }

    private void Pass(string main)
    {
        var loaded = Measure("arbiter: read, parse, expand", () => _loads.Load(new DiskSourceFiles(), [main]));
        var difference = Measure("arbiter: compare", () => ConfigurationCompiler.Compare(loaded.Resolved, _running?.Cut.Configuration));
        Measure("arbiter: check links", () => _check.Run(difference, _running?.Cut.Configuration));
        var compiled = Measure("arbiter: cut and encode", () => ConfigurationCompiler.Compile(difference, _running, _state, portOffset: 0, _cache, _ => { }));
        var running = compiled.Running ?? throw new InvalidOperationException(string.Join('\n', compiled.Diagnostics.Take(5)));
        var changed = running.Parts.Where(part => _running?.Parts.GetValueOrDefault(part.Key)?.ContentHash != part.Value.ContentHash).ToList();
        foreach (var (id, _) in changed.Where(part => !_parts.ContainsKey(part.Key)))
        {
            _parts.Add(id, (new ChunkLinker(_linked), new ChunkLinker(_linked), new SchedulerEngine(new EngineOptions { Part = id.Value, Seed = 1 })));
        }

        var snapshots = Measure("schedulers: decode and link", () => Link(changed, part => part.OfScheduler));
        Measure("schedulers: activate", () => Activate(snapshots));
        var definitions = Measure("broker: decode and link", () => Link(changed, part => part.OfBroker));
        Measure("broker: live tables", () => Publish(definitions));
        _running = running;
        _state = _state with
        {
            Generation = running.Generation,
            Placement = running.Cut.Placement,
            Contents = [.. running.Parts.Select(part => new PartContent(part.Key.Value, part.Value.Manifest.Generation, part.Value.ContentHash))],
        };
    }

    private List<(PartId Part, ConfigurationSnapshot Snapshot)> Link(
        List<KeyValuePair<PartId, RunningPart>> parts, Func<(ChunkLinker OfScheduler, ChunkLinker OfBroker, SchedulerEngine Engine), ChunkLinker> linker) =>
        parts.ConvertAll(part =>
        {
            var (snapshot, refusal) = linker(_parts[part.Key]).Link(part.Value.Manifest, hash => part.Value.Chunks.GetValueOrDefault(hash));
            return (part.Key, snapshot ?? throw new InvalidOperationException(refusal));
        });

    private int Activate(List<(PartId Part, ConfigurationSnapshot Snapshot)> snapshots)
    {
        _now = _now.Plus(TimeSpan.FromSeconds(1));
        var events = 0;
        foreach (var (part, snapshot) in snapshots)
        {
            var outputs = new EngineOutputs();
            _parts[part].Engine.Apply(new ConfigurationActivated(snapshot), _now, outputs);
            events += outputs.Events.Count;
        }

        return events;
    }

    private int Publish(List<(PartId Part, ConfigurationSnapshot Snapshot)> definitions)
    {
        foreach (var (part, snapshot) in definitions)
        {
            _tables.SetDefinitions(part.Value, snapshot);
        }

        return _tables.Site.Services.Length;
    }

    private T Measure<T>(string name, Func<T> work)
    {
        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        var result = work();
        process.Refresh();
        var took = (process.TotalProcessorTime - before).TotalMilliseconds;
        var step = _steps.Find(step => step.Name == name);
        if (step.Name is null)
        {
            _steps.Add(step = (name, []));
        }

        step.Milliseconds.Add(took);
        return result;
    }
}
