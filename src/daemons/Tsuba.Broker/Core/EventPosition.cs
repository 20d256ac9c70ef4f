using Tsuba.Model.Items;

namespace Tsuba.Broker.Core;

/// <summary>How far a part was read.</summary>
/// <param name="Cursor">First event that was not.</param>
/// <param name="Epoch">Ownership under which everything before was read: that owner's history is the one that was read.</param>
public readonly record struct EventPosition(ulong Cursor, Epoch Epoch)
{
    private readonly ReadOwnerships? _read;

    /// <summary>The ownerships before that one too, as far as they are known; the last is <see cref="Epoch"/>.</summary>
    public ReadOwnerships Read
    {
        get => _read ?? ReadOwnerships.Of(Epoch);
        init => _read = value;
    }
}
