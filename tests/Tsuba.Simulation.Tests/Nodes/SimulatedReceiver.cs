using System.Globalization;
using Tsuba.Arbiter.Core.Commands;
using Tsuba.Hosting.Commands;
using Tsuba.Journal.Spooling;
using Tsuba.Model.Items;
using Tsuba.Protocol.Contracts;
using Tsuba.Scheduler.Core;
using Tsuba.Simulation.Tests.Worlds;

namespace Tsuba.Simulation.Tests.Nodes;

/// <summary>A receiver whose buffer the arbiter drains; with <c>direct_routing 1</c> it calls the owners first.</summary>
internal partial class SimulatedReceiver(SimulatedSite site, string name) : SimulatedNode(site, name), ISatellite, IDrained
{
    private const string Directory = "/r";

    private SpoolLog _log = null!;
    private CommandStore _store = null!;

    public long Generation { get; private set; }

    public CommandOrigin Origin => new(DaemonRole.Receiver, Name);

    public string Run => Deaths.ToString(CultureInfo.InvariantCulture);

    /// <summary>Somebody sends a passive result or a command. Without an answer he does not send it again.</summary>
    public void Submit(int number)
    {
        if (!IsUp || IsPaused)
        {
            return;
        }

        Record.Submitted.Add(number, World.Now);
        var host = HostOf(Site, number);
        var line = number % 5 == 0
            ? string.Create(CultureInfo.InvariantCulture, $"ADD_SVC_COMMENT;{host};s0;1;bob;number {number}")
            : string.Create(CultureInfo.InvariantCulture, $"PROCESS_SERVICE_CHECK_RESULT;{host};passive;{number % 3};number {number}");
        var receipt = _store.Take([line], "bob", Time.UtcMilliseconds, out _);
        Assert.True(receipt.Accepted, receipt.Refusal);
        Taken(number);
    }

    /// <summary>The host that a command is about; every second comment is about the one that moves, where one does.</summary>
    public static string HostOf(SimulatedSite site, int number) => site.Traits.HasReloads && number % 10 == 5
        ? SimulatedConfiguration.Mover
        : string.Create(CultureInfo.InvariantCulture, $"h{number % SimulatedConfiguration.Trees}");

    public void Drain(DrainRequest request, Action<DrainReply?> respond) => respond(_outlet?.Drain(request, MostCommandsPerReply) ?? _store.Drain(request));

    public void Links(PutLinksRequest request, Action<PutLinksReply?> respond)
    {
        if (_outlet is null)
        {
            Generation = Math.Max(Generation, request.Generation);
        }
        else
        {
            Keep(request);
            Use(_outlet, request);
        }

        respond(new PutLinksReply { Ack = PartRules.Accept() });
    }

    protected virtual void Taken(int number) => After(World.Random.Next(2, 200), () =>
    {
        if (Flush())
        {
            Acknowledge(number);
        }
        else
        {
            Taken(number);
        }
    });

    protected void Acknowledge(int number)
    {
        World.Mix("acknowledged");
        Record.Acknowledged.Add(number);
    }

    /// <summary>Whether everything taken so far is on the disk.</summary>
    protected bool Flush() => _log.Commit();

    protected override void OnStart()
    {
        _log = SpoolLog.Open(Disk, Directory, new SpoolOptions());
        _store = new CommandStore(Name, _log);
        Generation = 0;
        if (Site.Traits.HasDirectReceivers)
        {
            BeginToDeliver();
        }
    }

    protected override void OnCrash()
    {
    }
}
