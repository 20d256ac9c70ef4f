using Tsuba.Journal.Spooling;
using Tsuba.Model.ExternalCommands;
using Tsuba.Modules;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Hosting.Commands;

/// <summary>
/// Where a receiver or broker keeps external commands until the arbiter has them. A command is accepted when it is on disk; the
/// arbiter drains by cursor, and brings the fates of earlier commands with its next call. The source name and the spool's sequence
/// make a command known again wherever it arrives twice.
/// </summary>
public sealed class CommandBuffer : ICommandSink, IDisposable
{
    private readonly string _source;
    private readonly Spool _spool;
    private readonly CommandStore _store;
    private readonly TimeProvider _time;
    private readonly CommandFates _fates = new();
    private TaskCompletionSource _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>A buffer over a spool that it then owns.</summary>
    /// <param name="source">Name of the daemon, unique in the site: <c>receiver-master</c>.</param>
    /// <param name="spool">The spool.</param>
    /// <param name="time">The clock.</param>
    public CommandBuffer(string source, Spool spool, TimeProvider time)
    {
        _source = source;
        _spool = spool;
        _store = new CommandStore(source, spool.Log);
        _time = time;
    }

    /// <summary>What came in, went out, was refused and waits.</summary>
    public SpoolCounters Counters => _spool.Counters;

    /// <summary>Why nothing can be accepted at present; null: it can.</summary>
    public string? Failure => _spool.Failure;

    /// <inheritdoc />
    public async ValueTask<CommandReceipt> SubmitAsync(IReadOnlyList<string> lines, string author, CancellationToken cancellationToken)
    {
        var receipt = _store.Take(lines, author, _time.GetUtcNow().ToUnixTimeMilliseconds(), out var last);
        if (last == 0)
        {
            return receipt;
        }

        _fates.Expect(receipt.Ids.Where((_, index) => !IsResult(lines[index])));

        if (!await _spool.WaitDurableAsync(last, cancellationToken))
        {
            return new CommandReceipt(false, false, "the daemon is stopping", []);
        }

        Wake();
        return receipt;
    }

    /// <summary>Which hosts the site has, as far as this daemon was told; null: it was not.</summary>
    public Func<string, bool>? Hosts { get; set; }

    /// <summary>What the arbiter is given, where the daemon decides that itself; else everything in order.</summary>
    public Func<DrainRequest, DrainReply>? Outlet { get; init; }

    /// <summary>Ends when the next command is durable, or after <see cref="Wake"/>.</summary>
    public Task Arrival => Volatile.Read(ref _arrived).Task;

    /// <summary>Is told of every command that was refused or expired.</summary>
    public Action<string, CommandAnswer>? Refused { get; init; }

    /// <inheritdoc />
    public async ValueTask<CommandFate> WaitAsync(string id, TimeSpan wait, CancellationToken cancellationToken)
    {
        // Nobody waits for what never was.
        var phase = _store.PhaseOf(id);
        return phase == CommandPhase.Unknown
            ? CommandFate.Pending(phase)
            : await _fates.WaitAsync(id, wait, _time, cancellationToken) ?? CommandFate.Pending(_store.PhaseOf(id));
    }

    /// <inheritdoc />
    public bool? HasHost(string hostName) => Hosts?.Invoke(hostName);

    /// <summary>Answers the arbiter: takes fates, frees what it has, returns what is new, held back while there is nothing.</summary>
    public async ValueTask<DrainReply> DrainAsync(DrainRequest request, CancellationToken cancellationToken)
    {
        foreach (var answer in request.Answers)
        {
            Take(answer);
        }

        var until = _time.GetTimestamp() + (long)(Math.Clamp(request.WaitMs, 0, 60_000) / 1000.0 * _time.TimestampFrequency);
        while (true)
        {
            var arrived = Volatile.Read(ref _arrived).Task;
            var reply = Outlet is { } outlet ? outlet(request) : _store.Drain(request);
            var left = _time.GetElapsedTime(_time.GetTimestamp(), until);
            if (reply.Commands.Count > 0 || left <= TimeSpan.Zero)
            {
                return reply;
            }

            await arrived.WaitAsync(left, _time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Takes the fate of a command.</summary>
    public void Take(CommandAnswer answer)
    {
        // A daemon may use several names for its ways to the owners; the numbers are those of its one spool.
        var id = CommandFates.Id(_source, answer.Sequence);
        _fates.Take(id, answer);
        if (answer.State is CommandState.Refused or CommandState.Expired)
        {
            Refused?.Invoke(id, answer);
        }
    }

    /// <summary>Ends the wait of who drains: there may be something new for them.</summary>
    public void Wake() =>
        Interlocked.Exchange(ref _arrived, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();

    /// <inheritdoc />
    public void Dispose() => _spool.Dispose();

    private static bool IsResult(string line) => ExternalCommandParser.TryParsePassiveResult(line, CommandLineLimits.DefaultMaxLength, out _);
}
