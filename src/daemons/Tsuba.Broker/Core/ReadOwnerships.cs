using System.Collections.Immutable;
using Tsuba.Model.Items;

namespace Tsuba.Broker.Core;

/// <summary>
/// The ownerships under which a part was read, each with the first event that may differ from what was read before it. An owner that never saw the last ones tells by them where
/// its own history parts from what was read. At most <see cref="Limit"/>, the newest. Immutable. Source: docs/decisions/0103.
/// </summary>
public sealed class ReadOwnerships
{
    /// <summary>Most ownerships that are remembered; as many as a part remembers of its own (docs/decisions/0101).</summary>
    public const int Limit = 64;

    /// <param name="all">In the order in which they were read from; first events at least 1.</param>
    public ReadOwnerships(ImmutableArray<(Epoch Epoch, ulong First)> all)
    {
        All = all;
    }

    /// <summary>Nothing was read.</summary>
    public static ReadOwnerships None { get; } = new([]);

    /// <summary>Epochs and first events, in the order in which they were read from.</summary>
    public ImmutableArray<(Epoch Epoch, ulong First)> All { get; }

    /// <summary>Everything was read under one ownership, as far as is known.</summary>
    public static ReadOwnerships Of(Epoch epoch) => epoch == Epoch.None ? None : new ReadOwnerships([(epoch, 1)]);

    /// <summary>
    /// The owner of an epoch is read from now on. All that came before an ownership is the same whoever tells it; where the ownership is new, what was read from
    /// <paramref name="first"/> on counts no more.
    /// </summary>
    public ReadOwnerships With(Epoch epoch, ulong first)
    {
        for (var index = All.Length - 1; index >= 0; index--)
        {
            if (All[index].Epoch == epoch)
            {
                return new ReadOwnerships(All[..(index + 1)]);
            }
        }

        if (All.IsEmpty)
        {
            return Of(epoch);
        }

        ImmutableArray<(Epoch Epoch, ulong First)> all = [.. All.Where(read => read.First < first), (epoch, Math.Max(first, 1))];
        return new ReadOwnerships(all.Length > Limit ? all[(all.Length - Limit)..] : all);
    }
}
