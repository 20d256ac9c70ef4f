using System.Collections.Immutable;
using System.Globalization;
using Tsuba.Modules.Livestatus.Tables;
using SortKey = Tsuba.Modules.Livestatus.Requests.SortKey;

namespace Tsuba.Modules.Livestatus.Execution;

/// <summary>Orders rows by several keys. Keys are read once, so the order is one even where states change meanwhile; equal rows keep their order.</summary>
internal static class RowOrder
{
    /// <summary>Indexes of <paramref name="places"/> in their order.</summary>
    /// <param name="rows">Rows of a table.</param>
    /// <param name="places">Which of them are ordered.</param>
    /// <param name="keys">What by.</param>
    /// <param name="context">The view.</param>
    /// <param name="list">A list to work with.</param>
    public static int[] Of(object[] rows, List<int> places, ImmutableArray<SortKey> keys, QueryContext context, ListCell list)
    {
        var columns = keys.Select(key => Values(rows, places, key, context, list)).ToArray();
        var order = new int[places.Count];
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

    private static KeyValues Values(object[] rows, List<int> places, SortKey key, QueryContext context, ListCell list)
    {
        switch (key.Column)
        {
            case NumberColumn number:
                return new KeyValues(Read(rows, places, row => number.Read(row, context)), null, null);
            case RealColumn real:
                return new KeyValues(null, Read(rows, places, row => real.Read(row, context)), null);
            case TextColumn text:
                return new KeyValues(null, null, Read(rows, places, row => text.Read(row, context)));
            case ListColumn { Type: ColumnType.Dict } dict:
                return new KeyValues(null, null, Read(rows, places, row =>
                {
                    dict.Read(row, context, list);
                    return list.Lookup(key.Name);
                }));
            default:
                return new KeyValues(null, null, Read(rows, places, row =>
                {
                    ((ListColumn)key.Column).Read(row, context, list);
                    return string.Join(',', list.Elements.ToArray().Select(element => element.Kind == ListElementKind.Number ? element.Number.ToString("d19", CultureInfo.InvariantCulture) : element.Text));
                }));
        }
    }

    private static TValue[] Read<TValue>(object[] rows, List<int> places, Func<object, TValue> read)
    {
        var values = new TValue[places.Count];
        for (var index = 0; index < values.Length; index++)
        {
            values[index] = read(rows[places[index]]);
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
