namespace Tsuba.Modules.Livestatus;

/// <summary>What a query is answered with.</summary>
/// <param name="Status">Status as of the fixed header: 200 if the request was understood.</param>
/// <param name="Body">All bytes, the fixed header included where it was asked.</param>
/// <param name="KeepsAlive">Whether the connection stays for another request.</param>
public readonly record struct LivestatusAnswer(int Status, ReadOnlyMemory<byte> Body, bool KeepsAlive);
