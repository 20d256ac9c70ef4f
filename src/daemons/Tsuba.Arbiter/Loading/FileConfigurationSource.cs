using System.Collections.Immutable;
using Tsuba.Configuration.Reloads;
using Tsuba.Hosting.Peers;
using Tsuba.Model.Sources;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Arbiter.Loading;

/// <summary>The configuration in files of this machine, as given with <c>-c</c>. Read only, and only when asked.</summary>
/// <param name="files">The disk.</param>
/// <param name="mainFiles">Main files.</param>
public sealed class FileConfigurationSource(ISourceFiles files, ImmutableArray<string> mainFiles) : IConfigurationSource
{
    private readonly RepeatedLoad _loads = new();
    private readonly ImmutableArray<string> _fullPaths = [.. mainFiles.Select(Path.GetFullPath)];

    /// <inheritdoc />
    public bool IsOfSynchronizer => false;

    /// <inheritdoc />
    public string Trouble => "";

    /// <inheritdoc />
    public Task<SourceReading> ReadAsync(CancellationToken cancellationToken)
    {
        var loaded = _loads.Load(files, mainFiles);
        return Task.FromResult(new SourceReading(loaded.Resolved, loaded.Diagnostics, "") { MainFiles = _fullPaths });
    }

    /// <inheritdoc />
    public Task<(string Author, string Confirm)> ChangedAsync(CancellationToken cancellationToken)
    {
        // Plain files are read when somebody asks for it: a half-saved file must not become the configuration.
        var never = new TaskCompletionSource<(string, string)>();
        return never.Task.WaitAsync(cancellationToken);
    }

    /// <inheritdoc />
    public void Judged(string commit, ReloadReply outcome)
    {
        // Files have nobody who waits for it.
    }

    /// <inheritdoc />
    public void Follow(PeerAddress synchronizer, string commit)
    {
        // Files stay files; who can read from elsewhere wraps them.
    }
}
