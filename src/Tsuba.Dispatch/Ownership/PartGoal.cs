using Tsuba.Model.Items;

namespace Tsuba.Dispatch.Ownership;

/// <summary>What the configuration wants of a part.</summary>
/// <param name="Part">The part.</param>
/// <param name="Realm">Its realm.</param>
/// <param name="Home">The scheduler that owns it while all are well.</param>
/// <param name="Generation">Generation in which the part's own content changed last.</param>
public sealed record PartGoal(PartId Part, string Realm, string Home, long Generation);
