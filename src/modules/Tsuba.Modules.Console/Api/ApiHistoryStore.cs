namespace Tsuba.Modules.Console.Api;

/// <summary>How full the history is.</summary>
/// <param name="Bytes">Bytes in use.</param>
/// <param name="MaxBytes">Its limit.</param>
/// <param name="Rows">Rows by table, estimated.</param>
/// <param name="Dropped">Rows removed or not taken, by table and reason.</param>
/// <param name="Oldest">Oldest time by table, seconds since 1970; 0: empty.</param>
public sealed record ApiHistoryStore(
    long Bytes, long MaxBytes, IReadOnlyDictionary<string, long> Rows, IReadOnlyDictionary<string, long> Dropped, IReadOnlyDictionary<string, double> Oldest);
