using Tsuba.Arbiter.Loading;
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

    public bool IsOfSynchronizer => false;

    public string Trouble => "";

    public Task<SourceReading> ReadAsync(CancellationToken cancellationToken)
    {
        var files = new MemorySourceFiles().With("/etc/site/shinken.cfg", "cfg_file=objects.cfg\n").With("/etc/site/objects.cfg", _text);
        return new FileConfigurationSource(files, ["/etc/site/shinken.cfg"]).ReadAsync(cancellationToken);
    }

    public Task<(string Author, string Confirm)> ChangedAsync(CancellationToken cancellationToken) =>
        new TaskCompletionSource<(string, string)>().Task.WaitAsync(cancellationToken);

    public void Judged(Tsuba.Protocol.Contracts.ReloadReply outcome)
    {
    }
}
