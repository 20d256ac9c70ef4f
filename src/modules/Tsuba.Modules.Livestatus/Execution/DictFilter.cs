using Tsuba.Modules.Livestatus.Tables;

namespace Tsuba.Modules.Livestatus.Execution;

/// <summary>A condition on the value behind one name of a dict; a name that is not there has an empty value.</summary>
internal sealed class DictFilter(ListColumn column, string name, TextTest test, bool isNegated) : RowByRowFilter
{
    public override int Cost => 2;

    public override bool HasPattern => test.IsPattern;

    protected override bool Accepts(RowBatch batch, int row)
    {
        column.Read(batch[row], batch.Context, batch.List);
        return test.Accepts(batch.List.Lookup(name)) != isNegated;
    }
}
