namespace Tsuba.Dispatch.Terms;

/// <summary>What an arbiter says with its heartbeats. Its term is durable before this leaves.</summary>
/// <param name="Ask">What it asks of voters.</param>
/// <param name="Term">The term that it asks for, or has.</param>
/// <param name="IsLeading">Whether it may give orders, under that term.</param>
public sealed record TermStance(TermAsk Ask, uint Term, bool IsLeading)
{
    /// <summary>Of an arbiter that does not know its site yet.</summary>
    public static TermStance Nothing { get; } = new(TermAsk.Nothing, 0, IsLeading: false);
}
