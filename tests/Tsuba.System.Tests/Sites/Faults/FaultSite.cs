using System.Globalization;
using Tsuba.Model.Items;
using Tsuba.Protocol.Contracts;
using Tsuba.System.Tests.Sites.Machines;

namespace Tsuba.System.Tests.Sites.Faults;

/// <summary>A running site whose machines may be killed, stopped, cut off and started again, with what it promised so far.</summary>
internal sealed class FaultSite : IAsyncDisposable
{
    private readonly FaultPlan _plan;
    private readonly MachineSite _machines;
    private readonly ProxyMesh? _mesh;
    private readonly int _offset;
    private readonly List<IAsyncDisposable> _undone = [];
    private SiteCalls? _calls;
    private Promises? _promises;

    private FaultSite(FaultPlan plan, string directory, int offset, ProxyMesh? mesh)
    {
        _plan = plan;
        _offset = offset;
        _mesh = mesh;
        Scratch = PassableDirectory.CreateWritable(Path.Combine(directory, "scratch"));
        _machines = new MachineSite(directory, Path.Combine(directory, "site.cfg"));
    }

    public FaultPlan Plan => _plan;

    /// <summary>Where plugins and tests leave files for each other.</summary>
    public string Scratch { get; }

    /// <summary>Everything that was acknowledged, or must follow from what was done.</summary>
    public Promises Promises => _promises ?? throw new InvalidOperationException("the site was not started");

    /// <summary>The links between its daemons.</summary>
    public ProxyMesh Mesh => _mesh ?? throw new InvalidOperationException("the site has no proxies");

    public IReadOnlyList<SiteMachine> Machines => _machines.Machines;

    public string Output => _machines.Output;

    /// <summary>Starts all machines and waits until every part is owned, protected and known to the broker.</summary>
    public static Task<FaultSite> StartAsync(FaultPlan plan) => StartAsync(plan, _ => Task.FromResult<IAsyncDisposable?>(null));

    /// <summary>The same; something is done to each machine before its state directory is written, and undone in the end.</summary>
    public static async Task<FaultSite> StartAsync(FaultPlan plan, Func<SiteMachine, Task<IAsyncDisposable?>> prepare)
    {
        var directory = PassableDirectory.Create();
        var offset = FreePorts.Offset();
        var mesh = plan.IsMeshed ? new ProxyMesh(plan.Daemons, offset, Figures.Seed) : null;
        var site = new FaultSite(plan, directory, offset, mesh);
        try
        {
            FaultText.WriteScripts(directory, site.Scratch);
            PassableDirectory.CreateWritable(Path.Combine(site.Scratch, "items"));
            site._promises = new Promises(site);
            await File.WriteAllTextAsync(site._machines.Main, FaultText.Configuration(plan, directory, daemon => mesh?.MapOf(daemon) ?? ""));
            await site._machines.PrepareAsync(plan.Addresses.Select(address => (address, (string?)null)), offset, async machine =>
            {
                if (await prepare(machine) is { } undone)
                {
                    site._undone.Add(undone);
                }
            });
            foreach (var machine in site.Machines)
            {
                machine.Start();
            }

            site._calls = new SiteCalls(site._machines.First.State);
            await site.UntilWellAsync();
            await site.Promises.OpenAsync(site._machines.First);
            return site;
        }
        catch
        {
            await site.DisposeAsync();
            throw;
        }
    }

    /// <summary>The machine of a daemon.</summary>
    public SiteMachine MachineOf(string daemon) => _machines.Machines.Single(machine => machine.Address == _plan.Daemons.Single(one => one.Name == daemon).Address);

    /// <summary>The state directory of a daemon.</summary>
    public string StateOf(string daemon)
    {
        var one = _plan.Daemons.Single(candidate => candidate.Name == daemon);
        return Path.Combine(MachineOf(daemon).State, $"{one.Role.ToString().ToLowerInvariant()}-{daemon}");
    }

    /// <summary>A certificate and the authority for a machine whose disk is new.</summary>
    public Task BundleAsync(SiteMachine machine) => _machines.BundleAsync(machine);

    /// <summary>What a daemon says of itself; null: it does not answer.</summary>
    public Task<HeartbeatReply?> HeartbeatAsync(string daemon) => Calls.HeartbeatAsync(_plan.Daemons.Single(one => one.Name == daemon).Peer(_offset));

    /// <summary>The site as the arbiter that leads sees it; null: none leads that can be reached.</summary>
    public async Task<StatusReply?> StatusAsync()
    {
        foreach (var arbiter in _plan.Daemons.Where(daemon => daemon.Role == DaemonRole.Arbiter))
        {
            if (await Calls.StatusAsync(arbiter.Peer(_offset)) is { } status && status.Leader == arbiter.Name)
            {
                return status;
            }
        }

        return null;
    }

    /// <summary>The parts with their owners, when each has one that serves it.</summary>
    public async Task<IReadOnlyList<PartStatus>> PartsAsync()
    {
        IReadOnlyList<PartStatus> parts = [];
        await UntilAsync("every part is served", async () =>
        {
            parts = [.. (await StatusAsync())?.Parts ?? []];
            return parts.Count > 0 && parts.All(part => part.State == "active");
        });
        return parts;
    }

    /// <summary>Waits until every daemon is alive, every part is served, and has a complete copy where there is a second scheduler.</summary>
    public Task UntilWellAsync()
    {
        var hasCopies = _plan.Daemons.Count(daemon => daemon.Role == DaemonRole.Scheduler) > 1;
        var last = "";
        return UntilAsync(
            "the site is well",
            async () =>
            {
                Assert.DoesNotContain(_machines.Machines, machine => machine.HasEnded);
                var status = await StatusAsync();
                last = status?.ToString() ?? "nobody leads";
                return status is not null && status.Parts.Count > 0
                    && status.Daemons.All(daemon => daemon.Liveness == "alive")
                    && status.Parts.All(part => part.State == "active" && (part.Protected || !hasCopies));
            },
            () => last);
    }

    /// <summary>Gives the parts back to the schedulers that they are planned for.</summary>
    public Task GoHomeAsync() => _machines.DoAsync("failback", "--wait", "60");

    /// <summary>The first time that a line of a machine's log says something, after a moment; null: it has not.</summary>
    public static DateTimeOffset? SaidAt(SiteMachine machine, string text, DateTimeOffset after) => machine.Lines
        .Where(line => line.Contains(text, StringComparison.Ordinal))
        .Select(line => DateTimeOffset.TryParse(line.Split(' ')[0], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var said) ? said : default)
        .Where(said => said >= after)
        .Cast<DateTimeOffset?>()
        .FirstOrDefault();

    /// <summary>Rows of a Livestatus query.</summary>
    public Task<IReadOnlyList<string[]>> QueryAsync(string query) => _machines.QueryAsync(query);

    public Task UntilAsync(string what, Func<Task<bool>> condition, Func<string>? describe = null) =>
        Waiting.UntilAsync(what, condition, () => $"{describe?.Invoke()}\n{Output}");

    public async ValueTask DisposeAsync()
    {
        _promises?.Dispose();
        if (_calls is not null)
        {
            await _calls.DisposeAsync();
        }

        foreach (var machine in _machines.Machines.Where(machine => !machine.HasEnded))
        {
            // One that stands still takes no other signal.
            await machine.ContinueAsync();
        }

        if (_mesh is not null)
        {
            await _mesh.DisposeAsync();
        }

        foreach (var undone in _undone)
        {
            await undone.DisposeAsync();
        }

        await _machines.DisposeAsync();
    }

    private SiteCalls Calls => _calls ?? throw new InvalidOperationException("the site was not started");
}
