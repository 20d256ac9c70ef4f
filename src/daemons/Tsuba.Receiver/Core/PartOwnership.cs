namespace Tsuba.Receiver.Core;

/// <summary>Who owns a part.</summary>
/// <param name="Epoch">Epoch of the ownership, as on the wire.</param>
/// <param name="Scheduler">Name of the scheduler.</param>
internal readonly record struct PartOwnership(ulong Epoch, string Scheduler);
