using Tsuba.Arbiter.Core.Configuration;
using Tsuba.Configuration.Reloads;
using Tsuba.Hosting.Peers;
using Tsuba.Protocol;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Arbiter.Loading;

/// <summary>The production configuration of the synchronizer, by a long poll that returns when there is a new one.</summary>
/// <param name="peers">Calls.</param>
/// <param name="synchronizer">Where it is.</param>
/// <param name="time">The clock.</param>
/// <param name="isAdopted">Whether a tree was handed over to it: what a synchronizer only mirrors is then not the configuration of this site.</param>
public sealed class SynchronizerConfigurationSource(IPeers peers, PeerAddress synchronizer, TimeProvider time, bool isAdopted) : IConfigurationSource
{
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(25);
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(2);

    private readonly RepeatedLoad _loads = new();
    private readonly EditionReader _reader = new();
    private readonly Lock _lock = new();
    private volatile string _trouble = "";

    private string Lost =>
        $"{synchronizer} has lost the repository that this site was handed over to, so the configuration cannot be changed; monitoring goes on: bring its state directory back, or hand a tree over again with tsuba adopt";

    /// <inheritdoc />
    public bool IsOfSynchronizer => true;

    /// <inheritdoc />
    public string Trouble => _trouble;

    /// <inheritdoc />
    public async Task<SourceReading> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            var files = new ReceivedFiles();
            var request = new ProductionRequest { Refresh = true };
            while (true)
            {
                var reply = await peers.CallAsync(synchronizer, Routes.Production, request, Grace, cancellationToken);
                if (isAdopted && reply.Mirrored)
                {
                    _trouble = Lost;
                    return new SourceReading(null, [], Lost);
                }

                if (reply.Commit.Length == 0)
                {
                    return new SourceReading(null, [], $"{synchronizer} has no production configuration yet, or it has just changed");
                }

                files.Add(reply.Files);
                if (reply.Next == 0)
                {
                    files.Finish();
                    lock (_lock)
                    {
                        _reader.Read(reply.Commit);
                    }

                    var loaded = _loads.Load(files, reply.MainFiles);
                    return new SourceReading(loaded.Resolved, loaded.Diagnostics, "") { Commit = reply.Mirrored ? "" : reply.Commit };
                }

                request = new ProductionRequest { Commit = reply.Commit, Next = reply.Next };
            }
        }
        catch (PeerCallException failed)
        {
            _trouble = $"the synchronizer is away, so the configuration cannot be changed; monitoring goes on: {failed.Message}";
            return new SourceReading(null, [], failed.Message);
        }
    }

    /// <inheritdoc />
    public async Task<(string Author, string Confirm)> ChangedAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            ProductionRequest request;
            lock (_lock)
            {
                request = _reader.Ask((int)Wait.TotalMilliseconds);
            }

            try
            {
                var reply = await peers.CallAsync(synchronizer, Routes.Production, request, Wait + Grace, cancellationToken);
                var isLost = isAdopted && reply.Mirrored;
                _trouble = isLost ? Lost : "";
                if (isLost)
                {
                    await Task.Delay(Retry, time, cancellationToken);
                    continue;
                }

                lock (_lock)
                {
                    if (_reader.Take(request, reply))
                    {
                        return (reply.Author.Length > 0 ? reply.Author : synchronizer.Name, reply.Confirm);
                    }
                }
            }
            catch (PeerCallException failed)
            {
                // Monitoring goes on without the synchronizer; its absence shows in the status.
                _trouble = $"the synchronizer is away, so the configuration cannot be changed; monitoring goes on: {failed.Message}";
                await Task.Delay(Retry, time, cancellationToken);
            }
        }
    }

    /// <inheritdoc />
    public void Judged(string commit, ReloadReply outcome)
    {
        lock (_lock)
        {
            _reader.Judged(commit, outcome);
        }
    }

    /// <inheritdoc />
    public void Follow(PeerAddress synchronizer, string commit)
    {
        lock (_lock)
        {
            _reader.Read(commit);
        }
    }
}
