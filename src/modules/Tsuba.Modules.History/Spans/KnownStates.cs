using System.Runtime.InteropServices;

namespace Tsuba.Modules.History.Spans;

/// <summary>
/// The state in which each item is, as the file has it, so that a status that changes nothing costs no statement. One entry an item that
/// told its status; what a transaction adds is taken over when it is committed. Only the writer uses it.
/// </summary>
internal sealed class KnownStates
{
    private readonly Dictionary<long, (long Begin, byte Code)> _known = [];
    private readonly Dictionary<long, (long Begin, byte Code)> _added = [];

    /// <summary>The state of an item: of this transaction, else as committed; null: not known here.</summary>
    public (long Begin, byte Code)? Find(long item) =>
        _added.TryGetValue(item, out var added) ? added : _known.TryGetValue(item, out var known) ? known : null;

    /// <summary>The state of an item from now on.</summary>
    public void Add(long item, long begin, byte code) => CollectionsMarshal.GetValueRefOrAddDefault(_added, item, out _) = (begin, code);

    /// <summary>The transaction is committed.</summary>
    public void Commit()
    {
        foreach (var (item, state) in _added)
        {
            _known[item] = state;
        }

        _added.Clear();
    }

    /// <summary>The transaction was given up, or a new one begins.</summary>
    public void Forget() => _added.Clear();
}
