namespace Tsuba.Synchronizer.Api.Messages;

/// <summary>A commit that staging stands at now.</summary>
/// <param name="Commit">Its id.</param>
public sealed record CommitAnswer(string Commit);
