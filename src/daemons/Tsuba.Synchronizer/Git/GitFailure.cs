namespace Tsuba.Synchronizer.Git;

/// <summary>A git command that did not succeed; the message is what git said.</summary>
internal sealed class GitFailure(string message) : Exception(message);
