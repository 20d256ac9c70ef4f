namespace Tsuba.Modules.Passive;

/// <summary>
/// Decides which refusals of an inlet that cannot answer are told in the log: so many different ones, then every thousandth, so that a
/// flood of them fills no disk.
/// </summary>
internal sealed class RefusalVoice
{
    private const int MostKinds = 1000;

    private readonly HashSet<string> _told = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();
    private long _count;

    /// <summary>Counts a refusal; returns how many there were so far if it is to be told, else 0.</summary>
    public long Count(string refusal)
    {
        lock (_lock)
        {
            _count++;
            return (_told.Count < MostKinds ? _told.Add(refusal) : _count % MostKinds == 0) ? _count : 0;
        }
    }
}
