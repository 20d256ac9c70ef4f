namespace Tsuba.Simulation.Tests.Worlds;

/// <summary>A frame that became durable at an owner, with all that the state before it came from. It outlives the journal that it was written to.</summary>
/// <param name="before">The frame before; null: it is the first.</param>
/// <param name="sequence">Its number.</param>
/// <param name="payload">What it holds.</param>
internal sealed class WrittenFrame(WrittenFrame? before, ulong sequence, ReadOnlyMemory<byte> payload)
{
    /// <summary>The frame before; null: it is the first.</summary>
    public WrittenFrame? Before => before;

    /// <summary>Its number.</summary>
    public ulong Sequence => sequence;

    /// <summary>What it holds.</summary>
    public ReadOnlyMemory<byte> Payload => payload;

    /// <summary>All frames up to and with one, in order.</summary>
    public static IReadOnlyList<WrittenFrame> Line(WrittenFrame? last)
    {
        var line = new List<WrittenFrame>();
        for (; last is not null; last = last.Before)
        {
            line.Add(last);
        }

        line.Reverse();
        return line;
    }
}
