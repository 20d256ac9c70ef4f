namespace Tsuba.Dispatch.Terms;

/// <summary>What a daemon says of terms with its heartbeat.</summary>
/// <param name="IsGranted">It grants what it was asked for.</param>
/// <param name="Term">The highest term that it has seen; 0: none.</param>
/// <param name="Holder">The arbiter that has that term.</param>
public readonly record struct TermAnswer(bool IsGranted, uint Term, string Holder);
