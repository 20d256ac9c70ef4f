using System.Collections.Immutable;
using Tsuba.LiveState.Access;
using Tsuba.Modules.Livestatus.Requests;
using Tsuba.Modules.Livestatus.Tables;

namespace Tsuba.Modules.Livestatus.Execution;

/// <summary>Runs a request over one consistent view, for one viewer.</summary>
public static class QueryExecutor
{
    /// <summary>The rows of the answer.</summary>
    public static QueryResult Run(LivestatusRequest request, LivestatusData data, Viewer viewer)
    {
        var rows = request.Table.Rows(data, viewer).Where(row => request.Filters.All(filter => filter.Accepts(row)));
        return request.Stats.IsEmpty ? Rows(request, rows) : Stats(request, rows);
    }

    private static QueryResult Rows(LivestatusRequest request, IEnumerable<object> rows)
    {
        var columns = request.Columns.IsEmpty
            ? request.Table.Columns
            : [.. request.Columns.Select(name => request.Table.Find(name) ?? Missing(name))];
        var found = rows.ToList();
        if (!request.Sort.IsEmpty)
        {
            found = Sorted(found, request.Sort);
        }

        var page = found.Skip(request.Offset).Take(request.Limit ?? int.MaxValue)
            .Select(row => columns.Select(column => (column.Read(row), column.Type)).ToArray())
            .ToList();
        ImmutableArray<string> names = request.Columns.IsEmpty ? [.. columns.Select(column => column.Name)] : request.Columns;
        return new QueryResult(names, request.ColumnHeaders ?? request.Columns.IsEmpty, page, found.Count);
    }

    private static QueryResult Stats(LivestatusRequest request, IEnumerable<object> rows)
    {
        var columns = request.Columns.Select(name => request.Table.Find(name) ?? Missing(name)).ToArray();
        var groups = new Dictionary<string, ((Cell, ColumnType)[] Key, StatsSum[] Sums)>(StringComparer.Ordinal);
        if (columns.Length == 0)
        {
            groups[""] = ([], NewSums(request));
        }

        foreach (var row in rows)
        {
            var cells = columns.Select(column => (Cell: column.Read(row), column.Type)).ToArray();
            var key = string.Join('\0', cells.Select(cell => KeyText(cell.Cell, cell.Type)));
            if (!groups.TryGetValue(key, out var group))
            {
                group = (cells, NewSums(request));
                groups[key] = group;
            }

            foreach (var sum in group.Sums)
            {
                sum.Add(row);
            }
        }

        var result = groups.Values.Select(group => group.Key.Concat(group.Sums.Select(sum => sum.Result())).ToArray()).ToList();
        ImmutableArray<string> names = [.. request.Columns, .. Enumerable.Range(1, request.Stats.Length).Select(number => $"stats_{number}")];
        return new QueryResult(
            names,
            request.ColumnHeaders ?? false,
            [.. result.Skip(request.Offset).Take(request.Limit ?? int.MaxValue)],
            result.Count);
    }

    private static StatsSum[] NewSums(LivestatusRequest request) => [.. request.Stats.Select(entry => new StatsSum(entry))];

    // A column that does not exist is empty, never an error: clients ask every server for the columns of all.
    private static Column Missing(string name) => new(name, ColumnType.Text, "", _ => Cell.Empty);

    private static List<object> Sorted(List<object> rows, ImmutableArray<(Column Column, bool Descending)> keys)
    {
        IOrderedEnumerable<object>? ordered = null;
        foreach (var (column, descending) in keys)
        {
            IComparer<object> comparer = Comparer<object>.Create((left, right) => Compare(column, left, right));
            ordered = (ordered, descending) switch
            {
                (null, false) => rows.Order(comparer),
                (null, true) => rows.OrderDescending(comparer),
                (_, false) => ordered.ThenBy(row => row, comparer),
                (_, true) => ordered.ThenByDescending(row => row, comparer),
            };
        }

        return [.. ordered ?? rows.Order(Comparer<object>.Create((_, _) => 0))];
    }

    private static int Compare(Column column, object left, object right)
    {
        var (first, second) = (column.Read(left), column.Read(right));
        return column.Type switch
        {
            ColumnType.Text => string.CompareOrdinal(first.Text, second.Text),
            ColumnType.List or ColumnType.Dict => (first.List?.Count ?? 0).CompareTo(second.List?.Count ?? 0),
            _ => first.Number.CompareTo(second.Number),
        };
    }

    private static string KeyText(Cell cell, ColumnType type) => type switch
    {
        ColumnType.Text => cell.Text,
        ColumnType.List or ColumnType.Dict => string.Join('\u0001', cell.List ?? []),
        _ => cell.NumberText(type),
    };
}
