using Tsuba.Arbiter.Loading;
using Tsuba.Hosting.Peers;
using Tsuba.Protocol.Contracts;
using Tsuba.Testing.Configuration;

namespace Tsuba.Daemons.Tests.Arbiter;

/// <summary>One configuration file that a test rewrites.</summary>
internal sealed class TextSource(string text) : IConfigurationSource
{
    private volatile string _text = text;

    internal string Text
    {
        get => _text;
        set => _text = value;
    }

    internal string MainFile { get; set; } = "/etc/site/shinken.cfg";

    public bool IsOfSynchronizer { get; init; }

    internal string Followed { get; private set; } = "";

    public string Trouble => "";

    public Task<SourceReading> ReadAsync(CancellationToken cancellationToken)
    {
        var files = new MemorySourceFiles().With(MainFile, "cfg_file=/etc/site/objects.cfg\n").With("/etc/site/objects.cfg", _text);
        return new FileConfigurationSource(files, [MainFile]).ReadAsync(cancellationToken);
    }

    public Task<(string Author, string Confirm)> ChangedAsync(CancellationToken cancellationToken) =>
        new TaskCompletionSource<(string, string)>().Task.WaitAsync(cancellationToken);

    public void Judged(string commit, ReloadReply outcome)
    {
    }

    public void Follow(PeerAddress synchronizer, string commit) => Followed = commit;
}
