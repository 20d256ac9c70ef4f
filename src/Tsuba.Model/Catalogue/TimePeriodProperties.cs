using System.Collections.Immutable;
using Tsuba.Model.Definitions;
using static Tsuba.Model.Catalogue.PropertyKind;

namespace Tsuba.Model.Catalogue;

/// <summary>Rows of <c>define timeperiod</c>. Source: reference/shinken.md 3.9 and 1.3.</summary>
internal static class TimePeriodProperties
{
    internal static ImmutableArray<Property> Rows { get; } =
    [
        new(ObjectType.TimePeriod, "timeperiod_name", Text, null) { IsRequired = true },
        new(ObjectType.TimePeriod, "alias", Text, null),
        new(ObjectType.TimePeriod, "use", Text, null),
        new(ObjectType.TimePeriod, "register", Integer, "1"),
        new(ObjectType.TimePeriod, "dateranges", List, null) { HasNoEffect = true },
        new(ObjectType.TimePeriod, "exclude", List, null),
        new(ObjectType.TimePeriod, "date_order", Text, null),
        new(ObjectType.TimePeriod, "is_active", Flag, "0") { HasNoEffect = true },
        new(ObjectType.TimePeriod, "name", Text, null),
        new(ObjectType.TimePeriod, "definition_order", Integer, "100"),
        new(ObjectType.TimePeriod, "imported_from", Text, null),
    ];
}
