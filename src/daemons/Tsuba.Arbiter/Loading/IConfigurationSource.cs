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

    /// <summary>Takes what became of the configuration that was read because of <see cref="ChangedAsync"/>.</summary>
    void Judged(ReloadReply outcome);
}
