using System.Collections.Immutable;

namespace Tsuba.Modules;

/// <summary>Whether commands were taken in.</summary>
/// <param name="Accepted">Durable, and will reach their owner.</param>
/// <param name="Full">Not accepted because the buffer is full: try again later (429).</param>
/// <param name="Refusal">Why not; empty if accepted.</param>
/// <param name="Ids">One id per line, for <see cref="ICommandSink.WaitAsync"/>.</param>
public sealed record CommandReceipt(bool Accepted, bool Full, string Refusal, ImmutableArray<string> Ids);
