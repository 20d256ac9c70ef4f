using Tsuba.Model.Definitions;

namespace Tsuba.Configuration.Expansion;

/// <summary>
/// Notes in which order the dates of a time period are written, in <c>date_order</c>: resolved properties are sorted by name, and where two dates of
/// one kind fit a day nagios4 takes the first. Weekdays cannot meet, and most periods have nothing else, so nothing is noted there.
/// </summary>
internal static class DateOrder
{
    /// <summary>Name of the property.</summary>
    internal const string PropertyName = "date_order";

    /// <summary>The period with its order; the same where the order of names is that of the file.</summary>
    internal static ResolvedObject Note(ResolvedObject period)
    {
        // What a period has of its templates comes after what it says itself.
        var dates = period.Own.Where(IsDate).OrderBy(Place)
            .Concat(period.Shared.Where(property => IsDate(property) && period.Own.All(own => own.Name != property.Name)).OrderBy(Place))
            .Select(property => property.Name)
            .ToList();
        if (dates.SequenceEqual(dates.Order(StringComparer.Ordinal)))
        {
            return period;
        }

        var order = new ResolvedProperty(PropertyName, string.Join(',', dates), period.Location);
        return period with { Own = [.. period.Own.Where(property => property.Name != PropertyName).Append(order).OrderBy(property => property.Name, StringComparer.Ordinal)] };
    }

    private static bool IsDate(ResolvedProperty property) =>
        property.Name.Contains(' ', StringComparison.Ordinal) || (property.Name.Length > 0 && char.IsAsciiDigit(property.Name[0]));

    private static (int Line, int Column) Place(ResolvedProperty property) => (property.Origin.Line, property.Origin.Column);
}
