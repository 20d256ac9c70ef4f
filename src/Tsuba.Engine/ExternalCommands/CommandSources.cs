namespace Tsuba.Engine.ExternalCommands;

/// <summary>
/// High-water mark of each command source, so that a command sent twice has one effect (design 2.6). Keeps the
/// <see cref="Limit"/> sources that were heard last.
/// </summary>
internal sealed class CommandSources
{
    /// <summary>Most sources that are remembered.</summary>
    public const int Limit = 4096;

    private readonly Dictionary<string, Mark> _marks = new(StringComparer.Ordinal);
    private readonly SortedDictionary<ulong, string> _byUse = [];
    private ulong _clock;

    /// <summary>Sources with their marks, the one heard longest ago first.</summary>
    public IEnumerable<(string Source, ulong Sequence)> ByUse
    {
        get
        {
            foreach (var source in _byUse.Values)
            {
                yield return (source, _marks[source].Sequence);
            }
        }
    }

    /// <summary>Number of sources.</summary>
    public int Count => _marks.Count;

    /// <summary>Takes a number in; false if it or a higher one of the source was seen before. Number 0 is always new.</summary>
    public bool IsNew(string source, ulong sequence)
    {
        if (sequence == 0)
        {
            return true;
        }

        if (_marks.TryGetValue(source, out var mark))
        {
            _byUse.Remove(mark.Use);
            var isNew = sequence > mark.Sequence;
            Put(source, isNew ? sequence : mark.Sequence);
            return isNew;
        }

        if (_marks.Count >= Limit)
        {
            using var oldest = _byUse.GetEnumerator();
            oldest.MoveNext();
            var (use, name) = (oldest.Current.Key, oldest.Current.Value);
            _byUse.Remove(use);
            _marks.Remove(name);
        }

        Put(source, sequence);
        return true;
    }

    /// <summary>Puts a mark back, in order of use.</summary>
    public void Restore(string source, ulong sequence) => Put(source, sequence);

    private void Put(string source, ulong sequence)
    {
        _marks[source] = new Mark(sequence, ++_clock);
        _byUse[_clock] = source;
    }

    private readonly record struct Mark(ulong Sequence, ulong Use);
}
