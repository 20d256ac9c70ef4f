using System.Globalization;
using System.Text;
using Tsuba.Hosting.Peers;
using Tsuba.Journal;
using Tsuba.Journal.Files;
using Tsuba.Model.Items;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Arbiter.Loading;

/// <summary>
/// Files of this machine until the tree is adopted, the synchronizer from then on. That it was adopted stands in a file of the arbiter's
/// state, so that a restart does not fall back to files that nobody edits any more, whether or not the synchronizer is there.
/// </summary>
public sealed class AdoptableConfigurationSource : IConfigurationSource
{
    private const string FileName = "adopted";

    private readonly IConfigurationSource _files;
    private readonly Func<PeerAddress, IConfigurationSource> _synchronizer;
    private readonly string _marker;
    private PeerAddress? _tried;
    private volatile IConfigurationSource _inner;
    private volatile string _forgotten = "";
    private TaskCompletionSource _switched = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>A source that begins as it was left.</summary>
    /// <param name="files">The files.</param>
    /// <param name="synchronizer">Makes the source of a synchronizer.</param>
    /// <param name="stateDirectory">State directory of the arbiter.</param>
    public AdoptableConfigurationSource(IConfigurationSource files, Func<PeerAddress, IConfigurationSource> synchronizer, string stateDirectory)
    {
        _files = files;
        _synchronizer = synchronizer;
        _marker = Path.Combine(stateDirectory, FileName);
        _inner = ReadMarker(_marker) is { } adopted ? synchronizer(adopted) : files;
    }

    /// <inheritdoc />
    public bool IsOfSynchronizer => _inner.IsOfSynchronizer;

    /// <inheritdoc />
    public string Trouble => _inner.Trouble is { Length: > 0 } trouble ? trouble : _forgotten;

    /// <summary>Whether the arbiter of this state directory reads from a synchronizer.</summary>
    public static bool IsAdopted(string stateDirectory) => File.Exists(Path.Combine(stateDirectory, FileName));

    /// <summary>Reads from the synchronizer, until <see cref="Settle"/> says whether that stays.</summary>
    public void Try(PeerAddress synchronizer)
    {
        if (!_inner.IsOfSynchronizer)
        {
            _tried = synchronizer;
            Switch(_synchronizer(synchronizer));
        }
    }

    /// <summary>Keeps what was tried, or goes back to the files.</summary>
    public void Settle(bool accepted)
    {
        if (_tried is not { } synchronizer)
        {
            return;
        }

        _tried = null;
        if (accepted)
        {
            Remember(synchronizer);
        }
        else
        {
            Switch(_files);
        }
    }

    /// <inheritdoc />
    public Task<SourceReading> ReadAsync(CancellationToken cancellationToken) => _inner.ReadAsync(cancellationToken);

    /// <inheritdoc />
    public async Task<(string Author, string Confirm)> ChangedAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var switched = Volatile.Read(ref _switched).Task;
            using var watch = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var changed = _inner.ChangedAsync(watch.Token);
            if (await Task.WhenAny(changed, switched) == changed)
            {
                return await changed;
            }

            await watch.CancelAsync();
            await ((Task)changed).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <inheritdoc />
    public void Judged(string commit, ReloadReply outcome) => _inner.Judged(commit, outcome);

    /// <inheritdoc />
    public void Follow(PeerAddress synchronizer, string commit)
    {
        if (!_inner.IsOfSynchronizer)
        {
            Switch(_synchronizer(synchronizer));
        }

        try
        {
            if (!File.Exists(_marker))
            {
                Remember(synchronizer);
            }

            _forgotten = "";
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            // The accepted configuration, which is on the disk already, leads here again at the next start.
            _forgotten = $"that this site was adopted cannot be kept: {refused.Message}";
        }

        _inner.Follow(synchronizer, commit);
    }

    private static PeerAddress? ReadMarker(string path)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        var lines = File.ReadAllLines(path);
        return lines.Length >= 3 && int.TryParse(lines[2], NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            ? new PeerAddress(DaemonRole.Synchronizer, lines[0], lines[1], port)
            : throw new InvalidDataException($"{path} does not name a synchronizer in three lines: name, host, port");
    }

    private void Remember(PeerAddress synchronizer) => DurableFile.Replace(
        DiskFiles.Instance, _marker, Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{synchronizer.Name}\n{synchronizer.Host}\n{synchronizer.Port}\n")));

    private void Switch(IConfigurationSource next)
    {
        _inner = next;
        Interlocked.Exchange(ref _switched, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
    }
}
