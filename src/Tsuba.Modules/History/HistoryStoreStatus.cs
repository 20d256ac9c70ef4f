namespace Tsuba.Modules.History;

/// <summary>How full a history is.</summary>
/// <param name="Bytes">Bytes in use.</param>
/// <param name="MaxBytes">Its limit; it never grows beyond it.</param>
/// <param name="Rows">Rows by table, as far as they can be told without counting: newest row number less oldest.</param>
/// <param name="Dropped">Rows removed since the store was made, by table and reason: <c>result.age</c>, <c>sample.size</c> …</param>
/// <param name="OldestUtcMilliseconds">Oldest time by table; 0: empty.</param>
public sealed record HistoryStoreStatus(
    long Bytes,
    long MaxBytes,
    IReadOnlyDictionary<string, long> Rows,
    IReadOnlyDictionary<string, long> Dropped,
    IReadOnlyDictionary<string, long> OldestUtcMilliseconds);
