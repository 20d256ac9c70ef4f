using System.Buffers;

namespace Tsuba.Modules.Livestatus;

/// <summary>What a query is answered with.</summary>
/// <param name="Status">Status as of the fixed header: 200 if the request was understood.</param>
/// <param name="Body">All bytes, the fixed header included where it was asked.</param>
/// <param name="KeepsAlive">Whether the connection stays for another request.</param>
public readonly record struct LivestatusAnswer(int Status, ReadOnlyMemory<byte> Body, bool KeepsAlive)
{
    /// <summary>The array behind the body, if it goes back to the pool.</summary>
    internal byte[]? Rented { get; init; }

    /// <summary>Gives the memory back. The body is not looked at any more; nobody has to call it.</summary>
    public void Release()
    {
        if (Rented is { } array)
        {
            ArrayPool<byte>.Shared.Return(array);
        }
    }
}
