using Tsuba.Modules;

namespace Tsuba.Hosting.Commands;

/// <summary>The newest fates by id. Not thread-safe.</summary>
internal sealed class FateRing(int most)
{
    private readonly Dictionary<string, CommandFate> _fates = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();

    /// <summary>The fate, or null.</summary>
    public CommandFate? Find(string id) => _fates.GetValueOrDefault(id);

    /// <summary>Keeps a fate; the oldest goes where there are too many.</summary>
    public void Set(string id, CommandFate fate)
    {
        if (!_fates.TryAdd(id, fate))
        {
            _fates[id] = fate;
            return;
        }

        _order.Enqueue(id);
        if (_order.Count > most)
        {
            _fates.Remove(_order.Dequeue());
        }
    }
}
