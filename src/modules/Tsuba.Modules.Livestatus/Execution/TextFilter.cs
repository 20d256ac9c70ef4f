using System.Numerics;
using Tsuba.Modules.Livestatus.Tables;

namespace Tsuba.Modules.Livestatus.Execution;

/// <summary>
/// A condition on a column of texts. Where texts of a whole table are numbered, or belong to the hosts of services, each is tested once for the
/// query, when the first row has it. One query at a time.
/// </summary>
internal sealed class TextFilter(TextColumn column, TextTest test, bool isNegated) : RowByRowFilter
{
    private const byte Passes = 1;
    private const byte Fails = 2;

    // Of the table that was looked at last: what each text was found to be; 0: not tested yet. Empty: rows are tested one by one.
    private byte[] _verdicts = [];
    private TextCodes? _codes;
    private TextColumn? _ofHost;
    private object[]? _rows;

    public TextColumn Column { get; } = column;

    /// <summary>The text that the column must have; null: the condition is another one.</summary>
    public string? Exact => isNegated ? null : test.Exact;

    public override int Cost => test.Cost;

    public override bool HasPattern => test.IsPattern;

    private TextTest Wanted => test;

    private bool IsJoinable => !isNegated && test.IsSearch;

    /// <summary>The same conditions, of which any must hold, with those that look for a text in one column, in the same manner, made one.</summary>
    public static IEnumerable<RowFilter> Join(IEnumerable<RowFilter> filters)
    {
        var all = filters.ToList();
        var searches = all.OfType<TextFilter>().Where(filter => filter.IsJoinable)
            .GroupBy(filter => (filter.Column, filter.Wanted.IgnoresCase))
            .Where(group => group.Skip(1).Any())
            .ToList();
        var joined = searches.SelectMany(group => group).ToHashSet<RowFilter>();
        return all.Where(filter => !joined.Contains(filter))
            .Concat(searches.Select(group => new TextFilter(group.Key.Column, TextTest.AnyOf(group.Select(filter => filter.Wanted)), isNegated: false)));
    }

    public override void Select(RowBatch batch, ReadOnlySpan<ulong> among, Span<ulong> passed)
    {
        if (!ReferenceEquals(_rows, batch.Rows))
        {
            Prepare(batch);
        }

        if (_verdicts.Length == 0)
        {
            base.Select(batch, among, passed);
        }
        else if (_ofHost is not null)
        {
            SelectByHost(batch, among, passed);
        }
        else
        {
            SelectByText(batch, among, passed);
        }
    }

    protected override bool Accepts(RowBatch batch, int row) => test.Accepts(Column.Read(batch[row], batch.Context)) != isNegated;

    private void Prepare(RowBatch batch)
    {
        _rows = batch.Rows;
        _ofHost = batch.IsServices ? Column.HostColumn as TextColumn : null;
        var table = batch.IsServices || batch.IsHosts ? batch.Context.Index : null;
        _codes = _ofHost is { } ofHost ? table?.HostCodes(ofHost, batch.Context)
            : batch.IsServices ? table?.ServiceCodes(Column, batch.Context)
            : table?.HostCodes(Column, batch.Context);
        var count = _codes?.Count ?? (_ofHost is null ? 0 : batch.Context.Index.Hosts.Length);
        _verdicts = count == 0 ? [] : new byte[count];
    }

    private void SelectByText(RowBatch batch, ReadOnlySpan<ulong> among, Span<ulong> passed)
    {
        var codes = _codes!.Codes.Slice(batch.From, batch.Count);
        for (var word = 0; word < among.Length; word++)
        {
            var found = 0UL;
            for (var left = among[word]; left != 0; left &= left - 1)
            {
                var bit = BitOperations.TrailingZeroCount(left);
                var code = codes[(word * 64) + bit];
                var verdict = _verdicts[code];
                found |= (ulong)((verdict == 0 ? Test(code, _codes[code]) : verdict) & Passes) << bit;
            }

            passed[word] = found;
        }
    }

    private void SelectByHost(RowBatch batch, ReadOnlySpan<ulong> among, Span<ulong> passed)
    {
        var hosts = batch.Context.Site.Words.HostOfService.Slice(batch.From, batch.Count);
        for (var word = 0; word < among.Length; word++)
        {
            var found = 0UL;
            for (var left = among[word]; left != 0; left &= left - 1)
            {
                var bit = BitOperations.TrailingZeroCount(left);
                var host = hosts[(word * 64) + bit];
                var place = _codes is null ? host : _codes.Codes[host];
                var verdict = _verdicts[place];
                found |= (ulong)((verdict == 0 ? TestHost(batch, host, place) : verdict) & Passes) << bit;
            }

            passed[word] = found;
        }
    }

    private byte TestHost(RowBatch batch, int host, int place) =>
        Test(place, _codes is null ? _ofHost!.Read(batch.Context.Index.Hosts[host], batch.Context) : _codes[place]);

    private byte Test(int place, string text) => _verdicts[place] = test.Accepts(text) != isNegated ? Passes : Fails;
}
