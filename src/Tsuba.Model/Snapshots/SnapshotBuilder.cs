using Tsuba.Model.Definitions;

namespace Tsuba.Model.Snapshots;

/// <summary>
/// Links resolved objects into a snapshot: parses values by the property catalogue, joins names to objects, interns equal
/// policies. Names that lead out of a part (a parent elsewhere) are allowed only where <see cref="ResolvedConfiguration"/> is a part.
/// </summary>
public static class SnapshotBuilder
{
    /// <summary>Builds the snapshot of a whole configuration or of a part; never throws on bad content.</summary>
    public static SnapshotResult Build(ResolvedConfiguration configuration) => throw new NotSupportedException(configuration.ToString());
}
