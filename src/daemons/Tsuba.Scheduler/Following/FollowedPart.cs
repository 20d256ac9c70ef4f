using Microsoft.Extensions.Logging;
using Tsuba.Hosting.Peers;
using Tsuba.Journal;
using Tsuba.Model.Items;
using Tsuba.Protocol;
using Tsuba.Protocol.Contracts;
using Tsuba.Scheduler.Parts;

namespace Tsuba.Scheduler.Following;

/// <summary>
/// Keeps a <see cref="PartCopy"/> up to date: one call to the owner after the other, and the chunks that both speak of. Nothing is
/// replayed before a takeover.
/// </summary>
internal sealed partial class FollowedPart : IAsyncDisposable
{
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan CallLimit = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan RetryPause = TimeSpan.FromMilliseconds(200);

    private readonly PeerAddress _owner;
    private readonly IPeers _peers;
    private readonly PartServices _services;
    private readonly PartCopy _copy;
    private readonly GroupCommit _commit;
    private readonly CancellationTokenSource _stop = new();
    private Task _loop = Task.CompletedTask;

    /// <summary>A copy that goes on where its files end; the loop starts with <see cref="Start"/>.</summary>
    public FollowedPart(string name, PartFiles files, Epoch epoch, PeerAddress owner, IPeers peers, PartServices services)
    {
        _owner = owner;
        _peers = peers;
        _services = services;
        _copy = new PartCopy(name, files, epoch, services.Settings);
        _commit = new GroupCommit(_copy.Journal, $"copy of part {Part}", static _ => { });
    }

    public PartId Part => _copy.Part;

    public Epoch Epoch => _copy.Epoch;

    public PeerAddress Owner => _owner;

    /// <summary>The last frame that is durable here.</summary>
    public ulong Durable => _copy.Journal.DurableSequence;

    /// <summary>Version of the rules that the bytes are of.</summary>
    public uint Semantics => _copy.Semantics;

    /// <summary>The owner's mark at the last call.</summary>
    public ulong OwnerDurable => _copy.OwnerDurable;

    /// <summary>Every configuration that the copy speaks of.</summary>
    public IReadOnlyList<ConfigurationManifest> Manifests() => _copy.Manifests();

    public void Start() => _loop = RunAsync(_stop.Token);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _loop.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _commit.Dispose();
        _copy.Dispose();
        _stop.Dispose();
    }

    private async Task RunAsync(CancellationToken stop)
    {
        while (true)
        {
            try
            {
                if (await FollowOnceAsync(stop))
                {
                    continue;
                }
            }
            catch (PeerCallException exception)
            {
                LogUnreachable(_services.Log, Part.Value, _owner, exception.Message);
            }
            catch (IOException exception)
            {
                LogDisk(_services.Log, Part.Value, exception);
            }
            catch (InvalidDataException exception)
            {
                LogUnreadable(_services.Log, Part.Value, _owner, exception);
            }

            await Task.Delay(RetryPause, _services.Time, stop);
        }
    }

    private async Task<bool> FollowOnceAsync(CancellationToken stop)
    {
        await _commit.WaitDurableAsync(_copy.Taken, stop);
        var reply = await _peers.CallAsync(_owner, Routes.Follow, _copy.NextRequest(Wait), CallLimit, stop);
        if (reply.Ack is { Accepted: false } refused)
        {
            LogRefused(_services.Log, Part.Value, _owner, refused.Refusal);
            return false;
        }

        foreach (var manifest in _copy.Receive(reply))
        {
            await FetchChunksAsync(manifest, stop);
        }

        var goesOn = _copy.Store(reply);
        if (!goesOn || reply.Restart)
        {
            LogRestart(_services.Log, Part.Value, _copy.Taken + 1);
        }

        return goesOn;
    }

    private async Task FetchChunksAsync(ConfigurationManifest manifest, CancellationToken stop)
    {
        while (_services.Chunks.Missing(manifest) is { Count: > 0 } missing)
        {
            var request = new FetchChunksRequest();
            request.Hashes.AddRange(missing);
            var reply = await _peers.CallAsync(_owner, Routes.FetchChunks, request, CallLimit, stop);
            if (reply.Chunks.Count == 0 || _services.Chunks.Put(reply.Chunks) is not null)
            {
                // The owner no longer has it: the frame speaks of a configuration that has been replaced since.
                return;
            }
        }
    }

    [LoggerMessage(2020, LogLevel.Debug, "Copy of part {Part}: {Owner} does not answer: {Reason}")]
    private static partial void LogUnreachable(ILogger log, int part, PeerAddress owner, string reason);

    [LoggerMessage(2021, LogLevel.Debug, "Copy of part {Part}: {Owner} refuses: {Reason}")]
    private static partial void LogRefused(ILogger log, int part, PeerAddress owner, string reason);

    [LoggerMessage(2022, LogLevel.Warning, "Copy of part {Part}: the disk refuses")]
    private static partial void LogDisk(ILogger log, int part, Exception exception);

    [LoggerMessage(2024, LogLevel.Warning, "Copy of part {Part}: {Owner} sends what cannot be read")]
    private static partial void LogUnreadable(ILogger log, int part, PeerAddress owner, Exception exception);

    [LoggerMessage(2023, LogLevel.Warning, "Copy of part {Part} begins anew at frame {Next}: it did not continue the owner's journal")]
    private static partial void LogRestart(ILogger log, int part, ulong next);
}
