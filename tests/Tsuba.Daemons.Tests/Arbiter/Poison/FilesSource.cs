using Tsuba.Arbiter.Loading;
using Tsuba.Model.Sources;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Daemons.Tests.Arbiter.Poison;

/// <summary>A configuration source whose files a test replaces as a whole.</summary>
internal sealed class FilesSource(ISourceFiles files, string main) : IConfigurationSource
{
    private volatile FileConfigurationSource _source = new(files, [main]);

    public bool IsOfSynchronizer => false;

    public string Trouble => "";

    internal void Set(ISourceFiles other, string main) => _source = new FileConfigurationSource(other, [main]);

    public Task<SourceReading> ReadAsync(CancellationToken cancellationToken) => _source.ReadAsync(cancellationToken);

    public Task<(string Author, string Confirm)> ChangedAsync(CancellationToken cancellationToken) =>
        new TaskCompletionSource<(string, string)>().Task.WaitAsync(cancellationToken);

    public void Judged(string commit, ReloadReply outcome)
    {
    }

    public void Follow(Tsuba.Hosting.Peers.PeerAddress synchronizer, string commit)
    {
    }
}
