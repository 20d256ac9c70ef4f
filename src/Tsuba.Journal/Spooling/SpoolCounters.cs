namespace Tsuba.Journal.Spooling;

/// <summary>What went through a spool since it was opened: <c>Received = Delivered + Pending</c>; what was refused was never received.</summary>
/// <param name="Received">Records taken, with those found at opening.</param>
/// <param name="Delivered">Records acknowledged.</param>
/// <param name="Refused">Records not taken because the spool was full.</param>
/// <param name="Pending">Records not acknowledged.</param>
/// <param name="PendingBytes">Their bytes.</param>
public readonly record struct SpoolCounters(long Received, long Delivered, long Refused, long Pending, long PendingBytes);
