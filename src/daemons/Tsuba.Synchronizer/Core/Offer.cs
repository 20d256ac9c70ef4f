namespace Tsuba.Synchronizer.Core;

/// <summary>A commit that the arbiter should judge.</summary>
/// <param name="Commit">The commit.</param>
/// <param name="Author">Who wants it applied; empty: nobody, it is production.</param>
/// <param name="Confirm">Hash that is confirmed; empty: none.</param>
internal readonly record struct Offer(string Commit, string Author, string Confirm);
