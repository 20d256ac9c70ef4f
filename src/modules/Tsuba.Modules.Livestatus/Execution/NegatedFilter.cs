namespace Tsuba.Modules.Livestatus.Execution;

/// <summary>The opposite of a condition.</summary>
internal sealed record NegatedFilter(IRowFilter Filter) : IRowFilter
{
    public bool Accepts(object row) => !Filter.Accepts(row);
}
