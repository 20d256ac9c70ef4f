using System.Globalization;
using Tsuba.Modules.Livestatus.Tables;

namespace Tsuba.Modules.Livestatus.Execution;

/// <summary>A condition on a column of lists: empty or not, one member, or some member that fits. Source: reference/livestatus.md 3.</summary>
internal sealed class ListFilter(ListColumn column, ListOperator operation, string value, TextTest? test, bool isNegated) : RowByRowFilter
{
    public ListColumn Column { get; } = column;

    /// <summary>A member that the list must have; null: the condition is another one.</summary>
    public string? Member => operation == ListOperator.Contains && !isNegated ? value : null;

    public override int Cost => 2;

    public override bool HasPattern => test is { IsPattern: true };

    protected override bool Accepts(RowBatch batch, int row)
    {
        Column.Read(batch[row], batch.Context, batch.List);
        return Accepts(batch.List) != isNegated;
    }

    private bool Accepts(ListCell list) => operation switch
    {
        // Only the empty value has a meaning; a list with one member equals this member.
        ListOperator.Equal => value.Length == 0 ? list.Count == 0 : list.Count == 1 && list.Contains(value, StringComparison.Ordinal),
        ListOperator.Contains => list.Contains(value, StringComparison.Ordinal),
        ListOperator.ContainsIgnoringCase => list.Contains(value, StringComparison.OrdinalIgnoreCase),
        _ => SomeMemberFits(list),
    };

    private bool SomeMemberFits(ListCell list)
    {
        foreach (var element in list.Elements)
        {
            var fits = element.Kind switch
            {
                ListElementKind.Text => test?.Accepts(element.Text) == true,
                ListElementKind.Number => test?.Accepts(element.Number.ToString(CultureInfo.InvariantCulture)) == true,
                _ => false,
            };
            if (fits)
            {
                return true;
            }
        }

        return false;
    }
}
