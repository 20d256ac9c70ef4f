using System.Globalization;

namespace Tsuba.Modules.Tests.MongoDb;

/// <summary>The operators of aggregation that the module's updates use, as MongoDB's manual describes them.</summary>
internal static class WireExpression
{
    /// <summary>Runs the stages of an update on a document.</summary>
    public static void Update(WireDocument document, IReadOnlyList<object?> stages)
    {
        foreach (var stage in stages.Cast<WireDocument>())
        {
            var fields = (WireDocument)stage["$set"]!;

            // All expressions of a stage see the document as it was before it.
            foreach (var (name, value) in fields.Select(field => (field.Key, Evaluate(document, field.Value))).ToList())
            {
                document[name] = value;
            }
        }
    }

    private static object? Evaluate(WireDocument document, object? expression) => expression switch
    {
        string text when text.StartsWith('$') => document.GetValueOrDefault(text[1..]),
        WireDocument { Count: 1 } call when call.Keys.Single() is var name && name.StartsWith('$') => name == "$literal"
            ? call[name]
            : Call(name, [.. ((IReadOnlyList<object?>)call[name]!).Select(argument => Evaluate(document, argument))]),
        _ => expression,
    };

    private static object? Call(string name, object?[] values) => name switch
    {
        "$ifNull" => values[0] ?? values[1],
        "$cond" => values[0] is true ? values[1] : values[2],
        "$eq" => Number(values[0]) == Number(values[1]),
        "$gte" => Number(values[0]) >= Number(values[1]),
        "$max" => values.MaxBy(Number),
        "$add" => values.Sum(Number),
        "$subtract" => (long)(Number(values[0]) - Number(values[1])),
        "$divide" => Number(values[0]) / Number(values[1]),
        _ => throw new InvalidDataException($"no operator {name}"),
    };

    private static double Number(object? value) => value is DateTimeOffset moment
        ? moment.ToUnixTimeMilliseconds()
        : Convert.ToDouble(value, CultureInfo.InvariantCulture);
}
