using System.Collections.Immutable;

namespace Tsuba.Broker.Core;

/// <summary>
/// Says which cursors may be written down: those up to which every event that was read has left the queues of all modules. A broker that
/// dies then reads events again instead of losing them.
/// </summary>
public sealed class CursorKeeper
{
    private ImmutableSortedDictionary<int, EventPosition> _candidate;
    private IReadOnlyDictionary<string, long> _mark;

    /// <param name="offered">Cursors behind what was given to the modules, by part. Looked at before <paramref name="received"/>.</param>
    /// <param name="received">How many events each module was given.</param>
    public CursorKeeper(ImmutableSortedDictionary<int, EventPosition> offered, IReadOnlyDictionary<string, long> received)
    {
        _candidate = offered;
        _mark = received;
    }

    /// <summary>The cursors that may be written now; null: a module still holds something from before them.</summary>
    /// <param name="done">How many events each module has kept or dropped, as far as it runs.</param>
    public ImmutableSortedDictionary<int, EventPosition>? Ready(IReadOnlyDictionary<string, long> done) =>
        done.All(module => module.Value >= _mark.GetValueOrDefault(module.Key)) ? _candidate : null;

    /// <summary>The next to be written. What a module receives between the two belongs to the round after.</summary>
    public void Begin(ImmutableSortedDictionary<int, EventPosition> offered, IReadOnlyDictionary<string, long> received)
    {
        _candidate = offered;
        _mark = received;
    }
}
