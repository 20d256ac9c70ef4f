using System.Collections.Immutable;

namespace Tsuba.Execution.Work;

/// <summary>Who gives jobs and takes results. Failures of the line are outcomes, not exceptions.</summary>
public interface IWorkSource
{
    /// <summary>Its name.</summary>
    string Name { get; }

    /// <summary>Asks for jobs; is held back for a while where there are none.</summary>
    Task<LeaseOutcome> LeaseAsync(int capacity, CancellationToken cancellationToken);

    /// <summary>Hands results over.</summary>
    Task<SendOutcome> SendAsync(ImmutableArray<WorkResult> results, CancellationToken cancellationToken);
}
