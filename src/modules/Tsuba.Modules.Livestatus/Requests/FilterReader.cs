using System.Globalization;
using Tsuba.Modules.Livestatus.Execution;
using Tsuba.Modules.Livestatus.Tables;

namespace Tsuba.Modules.Livestatus.Requests;

/// <summary>Makes a condition out of column, operator and value. Source: reference/livestatus.md 3.</summary>
internal static class FilterReader
{
    /// <summary>The condition; null, with the reason, if there is none.</summary>
    /// <param name="column">The column.</param>
    /// <param name="operation">Operator as written.</param>
    /// <param name="value">Value; may be empty.</param>
    /// <param name="timeShift">Seconds by which the client's clock is ahead.</param>
    /// <param name="error">Why not.</param>
    public static RowFilter? Read(Column column, string operation, string value, long timeShift, out string error)
    {
        var isNegated = operation.StartsWith('!');
        var name = isNegated ? operation[1..] : operation;
        (name, isNegated) = name switch
        {
            "unlike" when !isNegated => ("like", true),
            "iunlike" when !isNegated => ("ilike", true),
            // The opposites: not less is greater or equal.
            "<=" when column is not ListColumn { Type: ColumnType.List } => (">", !isNegated),
            ">=" when column is not ListColumn { Type: ColumnType.List } => ("<", !isNegated),
            _ => (name, isNegated),
        };
        error = "";
        RowFilter? filter = column switch
        {
            NumberColumn { IsMask: false } or RealColumn when name is "~" or "~~" or "like" or "ilike" =>
                Test(name, value, ref error) is { } digits ? new TextFilter(Decimal(column), digits, isNegated) : null,
            NumberColumn number => Number(number, name, value, isNegated, timeShift),
            RealColumn real => Real(real, name, LenientNumber.Real(value), isNegated),
            TextColumn text when Test(name, value, ref error) is { } test => new TextFilter(text, test, isNegated),
            ListColumn { Mask: { } mask } list when name is "=" or "~" or "~~" && value.Length > 0 =>
                Number(new NumberColumn(list.Name, ColumnType.Int, "", mask) { IsMask = true }, name, value, isNegated, 0),
            ListColumn { Type: ColumnType.Dict } dict => Dict(dict, name, value, isNegated, ref error),
            ListColumn list => List(list, name, value, isNegated, ref error),
            _ => null,
        };
        if (filter is null && error.Length == 0)
        {
            error = $"'{operation}' is not an operator for the column '{column.Name}'";
        }

        return filter;
    }

    // Patterns look at the decimal text of a number.
    private static TextColumn Decimal(Column column) => new(column.Name, "", (row, context) => column switch
    {
        NumberColumn number => number.Read(row, context).ToString(CultureInfo.InvariantCulture),
        RealColumn real => real.Read(row, context).ToString(CultureInfo.InvariantCulture),
        _ => "",
    });

    private static NumberFilter? Number(NumberColumn column, string name, string value, bool isNegated, long timeShift)
    {
        var number = column.IsMask ? ModifiedAttributes.Read(value) : LenientNumber.Whole(value);
        if (column.Type == ColumnType.Time)
        {
            number -= timeShift;
        }

        return name switch
        {
            "=" or "=~" => new NumberFilter(column, NumberOperator.Equal, number, isNegated),
            "~" or "like" when column.IsMask => new NumberFilter(column, NumberOperator.AllBits, number, isNegated),
            "~~" or "ilike" when column.IsMask => new NumberFilter(column, NumberOperator.AnyBit, number, isNegated),
            "<" => new NumberFilter(column, NumberOperator.Less, number, isNegated),
            ">" => new NumberFilter(column, NumberOperator.Greater, number, isNegated),
            _ => null,
        };
    }

    private static RealFilter? Real(RealColumn column, string name, double value, bool isNegated) => name switch
    {
        "=" or "=~" => new RealFilter(column, NumberOperator.Equal, value, isNegated),
        "<" => new RealFilter(column, NumberOperator.Less, value, isNegated),
        ">" => new RealFilter(column, NumberOperator.Greater, value, isNegated),
        _ => null,
    };

    private static TextTest? Test(string name, string value, ref string error) => name switch
    {
        "=" => TextTest.Equal(value, ignoreCase: false),
        "=~" => TextTest.Equal(value, ignoreCase: true),
        "~" => TextTest.Pattern(value, ignoreCase: false, out error),
        "~~" => TextTest.Pattern(value, ignoreCase: true, out error),
        "like" => TextTest.Contains(value, ignoreCase: false),
        "ilike" => TextTest.Contains(value, ignoreCase: true),
        "<" => TextTest.Less(value),
        ">" => TextTest.Greater(value),
        _ => null,
    };

    // The value is a name, and behind a blank what its value is compared with.
    private static DictFilter? Dict(ListColumn column, string name, string value, bool isNegated, ref string error)
    {
        var blank = value.IndexOf(' ', StringComparison.Ordinal);
        var (key, wanted) = blank < 0 ? (value, "") : (value[..blank], value[(blank + 1)..]);
        return Test(name, wanted, ref error) is { } test ? new DictFilter(column, key, test, isNegated) : null;
    }

    private static ListFilter? List(ListColumn column, string name, string value, bool isNegated, ref string error) => name switch
    {
        "=" or "=~" => new ListFilter(column, ListOperator.Equal, value, null, isNegated),
        ">=" => new ListFilter(column, ListOperator.Contains, value, null, isNegated),
        "<" => new ListFilter(column, ListOperator.Contains, value, null, !isNegated),
        "<=" => new ListFilter(column, ListOperator.ContainsIgnoringCase, value, null, isNegated),
        ">" => new ListFilter(column, ListOperator.ContainsIgnoringCase, value, null, !isNegated),
        _ => Test(name, value, ref error) is { } test ? new ListFilter(column, ListOperator.Fits, value, test, isNegated) : null,
    };
}
