using System.Collections.Immutable;
using System.Globalization;
using Tsuba.Modules.Livestatus.Tables;
using SortKey = Tsuba.Modules.Livestatus.Requests.SortKey;

namespace Tsuba.Modules.Livestatus.Execution;

/// <summary>Orders rows by several keys. Keys are read once, so the order is one even where states change meanwhile; equal rows keep their order.</summary>
internal static class RowOrder
{
    /// <summary>Indexes of the rows in their order.</summary>
    public static int[] Of(List<object> rows, ImmutableArray<SortKey> keys, QueryContext context, ListCell list)
    {
        var columns = keys.Select(key => Values(rows, key, context, list)).ToArray();
        var order = new int[rows.Count];
        for (var index = 0; index < order.Length; index++)
        {
            order[index] = index;
        }

        Array.Sort(order, (left, right) =>
        {
            for (var key = 0; key < columns.Length; key++)
            {
                var compared = columns[key].Compare(left, right);
                if (compared != 0)
                {
                    return keys[key].Descending ? -compared : compared;
                }
            }

            return left.CompareTo(right);
        });
        return order;
    }

    private static KeyValues Values(List<object> rows, SortKey key, QueryContext context, ListCell list)
    {
        switch (key.Column)
        {
            case NumberColumn number:
                return new KeyValues(Read(rows, row => number.Read(row, context)), null, null);
            case RealColumn real:
                return new KeyValues(null, Read(rows, row => real.Read(row, context)), null);
            case TextColumn text:
                return new KeyValues(null, null, Read(rows, row => text.Read(row, context)));
            case ListColumn { Type: ColumnType.Dict } dict:
                return new KeyValues(null, null, Read(rows, row =>
                {
                    dict.Read(row, context, list);
                    return list.Lookup(key.Name);
                }));
            default:
                return new KeyValues(null, null, Read(rows, row =>
                {
                    ((ListColumn)key.Column).Read(row, context, list);
                    return string.Join(',', list.Elements.ToArray().Select(element => element.Kind == ListElementKind.Number ? element.Number.ToString("d19", CultureInfo.InvariantCulture) : element.Text));
                }));
        }
    }

    private static TValue[] Read<TValue>(List<object> rows, Func<object, TValue> read)
    {
        var values = new TValue[rows.Count];
        for (var index = 0; index < values.Length; index++)
        {
            values[index] = read(rows[index]);
        }

        return values;
    }

    private sealed record KeyValues(long[]? Numbers, double[]? Reals, string[]? Texts)
    {
        public int Compare(int left, int right) => this switch
        {
            { Numbers: { } numbers } => numbers[left].CompareTo(numbers[right]),
            { Reals: { } reals } => reals[left].CompareTo(reals[right]),
            { Texts: { } texts } => string.CompareOrdinal(texts[left], texts[right]),
            _ => 0,
        };
    }
}
