namespace Tsuba.Arbiter.Loading;

/// <summary>Where the arbiter reads its configuration: files, or the synchronizer.</summary>
public interface IConfigurationSource
{
    /// <summary>Reads the newest configuration, whether or not it changed.</summary>
    Task<SourceReading> ReadAsync(CancellationToken cancellationToken);

    /// <summary>Returns when there is reason to read again (never, for plain files).</summary>
    Task ChangedAsync(CancellationToken cancellationToken);
}
