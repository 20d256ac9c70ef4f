using System.Globalization;
using System.Text.Json;
using Tsuba.Model.Items;

namespace Tsuba.Modules.MongoDb.Documents;

/// <summary>
/// Writes of the collection <c>availability</c>: one document for each item and day with <c>daily_0</c> to <c>daily_4</c>, the seconds in each state
/// (4: never checked), as Shinken's module has them. The document itself knows since when the item is in its state, so an update that
/// comes twice, or late, adds nothing the second time. Source: reference/shinken.md 6.3; decision 0063.
/// </summary>
internal static class AvailabilityUpdate
{
    /// <summary>The state of an item that was never checked.</summary>
    public const int Unchecked = 4;

    private const int States = 5;

    /// <summary>An item came from one state into another on a day.</summary>
    /// <param name="target">Where to.</param>
    /// <param name="site">Name of the site.</param>
    /// <param name="name">The item.</param>
    /// <param name="day">The day.</param>
    /// <param name="utcMilliseconds">When; the end of the day closes it.</param>
    /// <param name="before">State before, in case the day's document does not know it yet.</param>
    /// <param name="state">State from then on.</param>
    public static void Change(OperationWriter target, string site, ItemName name, SiteDay day, long utcMilliseconds, int before, int state)
    {
        using var selector = new BsonDocument().Add("_id", $"{site}/{day.Name}/{name}");
        using var update = BsonDocument.OfJson(Pipeline(name, day, utcMilliseconds, Number(before), Number(state)));
        target.Upsert(MongoTarget.Availability, selector, update);
    }

    private static string Pipeline(ItemName name, SiteDay day, long utc, string before, string state)
    {
        var begin = Date(day.BeginUtcMilliseconds);
        var now = Date(utc);
        var since = Operator("ifNull", "\"$since\"", begin);
        var known = Operator("ifNull", "\"$state\"", before);
        var passed = Operator("max", "0.0", Operator("divide", Operator("subtract", now, since), "1000.0"));
        var fields = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["hostname"] = Literal(name.Host),
            ["service"] = Literal(name.Description ?? ""),
            ["day"] = Literal(day.Name),
            ["day_begin"] = begin,
            ["state"] = Operator("cond", Operator("gte", now, since), state, known),
            ["since"] = Operator("max", now, since),
        };
        for (var index = 0; index < States; index++)
        {
            var field = $"daily_{Number(index)}";
            fields[field] = Operator("add", Operator("ifNull", $"\"${field}\"", "0.0"), Operator("cond", Operator("eq", known, Number(index)), passed, "0.0"));
        }

        // A pipeline of one stage: the driver takes a document with the keys of an array for it.
        return $"{{\"0\":{{\"$set\":{{{string.Join(',', fields.Select(field => $"\"{field.Key}\":{field.Value}"))}}}}}}}";
    }

    private static string Operator(string name, params ReadOnlySpan<string> arguments) => $"{{\"${name}\":[{string.Join(',', arguments)}]}}";

    private static string Date(long utcMilliseconds) => $"{{\"$date\":{{\"$numberLong\":\"{Number(utcMilliseconds)}\"}}}}";

    // A text from outside: never read as the name of a field.
    private static string Literal(string text) => $"{{\"$literal\":\"{JsonEncodedText.Encode(text)}\"}}";

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
