using Tsuba.Protocol.Configuration;

namespace Tsuba.Hosting.Daemons;

/// <summary>What the daemons of one process share.</summary>
/// <param name="BulkWork">Their bulk work; null: nobody gives memory back.</param>
/// <param name="LinkedParts">The configurations that they have linked.</param>
public sealed record ProcessShare(BulkWork? BulkWork, LinkedParts LinkedParts);
