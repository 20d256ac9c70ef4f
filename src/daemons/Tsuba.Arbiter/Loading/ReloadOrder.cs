using Tsuba.Protocol.Contracts;

namespace Tsuba.Arbiter.Loading;

/// <summary>Somebody wants the configuration read again.</summary>
/// <param name="Author">Who.</param>
/// <param name="Confirm">Hash of the configuration that is meant although it needs a confirmation; empty: none.</param>
/// <param name="Outcome">Completed with what came of it.</param>
internal sealed record ReloadOrder(string Author, string Confirm, TaskCompletionSource<ReloadReply> Outcome)
{
    // Twelve digits of a hash are long enough not to be met by chance, and short enough to be typed.
    private const int FewestDigits = 12;

    /// <summary>Whether the source wants it: somebody there waits for the verdict, whatever it is, and has confirmed what he confirms.</summary>
    internal bool IsOfSource { get; init; }

    /// <summary>An order that nobody waits for yet.</summary>
    internal static ReloadOrder By(string author, string confirm = "") =>
        new(author, confirm, new TaskCompletionSource<ReloadReply>(TaskCreationOptions.RunContinuationsAsynchronously));

    /// <summary>Whether the order names this configuration.</summary>
    internal bool Confirms(string hash) => Confirm.Length >= FewestDigits && hash.StartsWith(Confirm, StringComparison.OrdinalIgnoreCase);
}
