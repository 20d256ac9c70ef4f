using System.Collections.Immutable;
using Tsuba.Synchronizer.Core.Sources.Reading;

namespace Tsuba.Synchronizer.Core.Sources.Planning;

/// <summary>An object of a source that stands in staging.</summary>
/// <param name="Standing">The name under which it stands there.</param>
/// <param name="Wanted">The name that its sources give it.</param>
/// <param name="Properties">The properties that are there as sources want them, whoever wrote them.</param>
public sealed record Agreement(ObjectName Standing, ObjectName Wanted, ImmutableArray<KeyValuePair<string, string>> Properties);
