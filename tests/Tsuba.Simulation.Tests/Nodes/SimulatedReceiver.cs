using System.Globalization;
using Tsuba.Hosting.Commands;
using Tsuba.Journal.Spooling;
using Tsuba.Protocol.Contracts;
using Tsuba.Simulation.Tests.Worlds;
using Tsuba.Testing.Disks;

namespace Tsuba.Simulation.Tests.Nodes;

/// <summary>A receiver that hands its commands to the owner itself, in order, one batch at a time.</summary>
internal class SimulatedReceiver(
    SimulatedWorld world, SimulatedNode owner, Action<ApplyCommandsRequest, Action<ApplyCommandsReply>> commands) : SimulatedNode(world, "receiver")
{
    private FakeDisk _disk = new();
    private SpoolLog _log = null!;
    private CommandStore _store = null!;
    private ulong _cursor;
    private int _number;

    /// <summary>Numbers of the commands whose senders were told that they are taken.</summary>
    public List<int> Acknowledged { get; } = [];

    /// <summary>Somebody sends a passive result or a command. Without an answer he does not send it again.</summary>
    public void Submit()
    {
        if (!IsUp)
        {
            return;
        }

        var number = ++_number;
        var line = (number % 5) switch
        {
            0 => string.Create(CultureInfo.InvariantCulture, $"ADD_SVC_COMMENT;h{number % 4};s0;1;bob;number {number}"),
            _ => string.Create(CultureInfo.InvariantCulture, $"PROCESS_SERVICE_CHECK_RESULT;h{number % 4};passive;{number % 3};number {number}"),
        };
        var receipt = _store.Take([line], "bob", World.GetUtcNow().ToUnixTimeMilliseconds(), out _);
        Assert.True(receipt.Accepted, receipt.Refusal);
        Taken(number);
    }

    protected virtual void Taken(int number) => After(World.Random.Next(2, 200), () =>
    {
        Flush();
        Acknowledge(number);
    });

    protected void Acknowledge(int number)
    {
        World.Tell(string.Create(CultureInfo.InvariantCulture, $"command {number} is acknowledged"));
        Acknowledged.Add(number);
    }

    protected void Flush() => Assert.True(_log.Commit());

    /// <summary>Hands commands to the owner; tells whether it took them.</summary>
    protected virtual void Send(ApplyCommandsRequest request, Action<bool> done) =>
        World.Call(
            this, owner, request, ApplyCommandsRequest.Parser, ApplyCommandsReply.Parser, commands, reply => done(reply is not null));

    protected override void OnStart()
    {
        _log = SpoolLog.Open(_disk, "/r", new SpoolOptions());
        _store = new CommandStore(Name, _log);
        _cursor = 0;
        Drain();
    }

    protected override void OnCrash() => _disk = _disk.Crash(World.Random);

    private void Drain()
    {
        var drained = _store.Drain(new DrainRequest { Cursor = _cursor, MaxCommands = 20 });
        if (drained.Commands.Count == 0)
        {
            After(300, Drain);
            return;
        }

        var request = new ApplyCommandsRequest
        {
            Stamp = new PartStamp { Part = SimulatedScheduler.Part.Value, Epoch = SimulatedScheduler.Epoch.Packed },
        };
        request.Commands.AddRange(drained.Commands);
        Send(request, isTaken =>
        {
            _cursor = isTaken ? drained.NextCursor : _cursor;
            After(100, Drain);
        });
    }
}
