using Tsuba.Synchronizer.Core.Sources.Planning;

namespace Tsuba.Synchronizer.Sources.Staging;

/// <summary>Staging as sources see it: its objects, and a way to put a change set into it.</summary>
internal interface ISourceStaging
{
    /// <summary>The objects of staging as they are now.</summary>
    Task<StagedObjects> ReadAsync(CancellationToken cancellationToken);

    /// <summary>Writes a change set: all of it or nothing.</summary>
    Task<ChangeSetOutcome> WriteAsync(SourceChangeSet changes, CancellationToken cancellationToken);
}
