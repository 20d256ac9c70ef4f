using Tsuba.LiveState.Access;

namespace Tsuba.Modules.Console.Commands;

/// <summary>
/// Who gave which command here. Ids follow each other, so anybody can name that of another, and what became of a command may tell of items that
/// one does not see. The newest <see cref="MostIds"/> are known; those of before are told to who sees everything.
/// </summary>
public sealed class CommandGivers
{
    // As many as an inlet remembers the ends of.
    private const int MostIds = 10_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, string> _givers = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();

    /// <summary>Remembers who gave commands.</summary>
    /// <param name="ids">Their ids.</param>
    /// <param name="viewer">In whose name.</param>
    public void Remember(IEnumerable<string> ids, Viewer viewer)
    {
        lock (_lock)
        {
            foreach (var id in ids)
            {
                if (_givers.TryAdd(id, viewer.Name))
                {
                    _order.Enqueue(id);
                }
            }

            while (_order.Count > MostIds)
            {
                _givers.Remove(_order.Dequeue());
            }
        }
    }

    /// <summary>Whether somebody may know what became of a command.</summary>
    public bool MayAsk(string id, Viewer viewer)
    {
        if (viewer.SeesEverything)
        {
            return true;
        }

        lock (_lock)
        {
            return _givers.TryGetValue(id, out var giver) && giver == viewer.Name;
        }
    }
}
