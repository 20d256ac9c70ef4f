using Tsuba.Hosting.Peers;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Arbiter.Loading;

/// <summary>Where the arbiter reads its configuration: files, or the synchronizer.</summary>
public interface IConfigurationSource
{
    /// <summary>Reads the newest configuration, whether or not it changed.</summary>
    Task<SourceReading> ReadAsync(CancellationToken cancellationToken);

    /// <summary>Returns when there is reason to read again (never, for plain files): who wants it, and what that person confirms.</summary>
    Task<(string Author, string Confirm)> ChangedAsync(CancellationToken cancellationToken);

    /// <summary>Whether the synchronizer is asked; if not, it is told to mirror what was read.</summary>
    bool IsOfSynchronizer { get; }

    /// <summary>Why the source cannot be asked at the moment, for who looks at the status; empty: it can.</summary>
    string Trouble { get; }

    /// <summary>Takes what became of a configuration that was read, for whoever wanted it applied.</summary>
    /// <param name="commit">What it was read as; empty: files, which have nobody who waits.</param>
    /// <param name="outcome">What became of it.</param>
    void Judged(string commit, ReloadReply outcome);

    /// <summary>
    /// Another arbiter has accepted a commit of the synchronizer: this one reads from there too, should it lead. Source: docs/decisions/0104.
    /// </summary>
    /// <param name="synchronizer">Where this arbiter finds it, as the accepted configuration says.</param>
    /// <param name="commit">The commit.</param>
    void Follow(PeerAddress synchronizer, string commit);
}
