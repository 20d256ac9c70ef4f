using Tsuba.Protocol.Contracts;

namespace Tsuba.Arbiter.Loading;

/// <summary>Somebody wants the configuration read again.</summary>
/// <param name="Author">Who.</param>
/// <param name="Confirmed">Whether a dangerous change is meant.</param>
/// <param name="Outcome">Completed with what came of it.</param>
internal sealed record ReloadOrder(string Author, bool Confirmed, TaskCompletionSource<ReloadReply> Outcome);
