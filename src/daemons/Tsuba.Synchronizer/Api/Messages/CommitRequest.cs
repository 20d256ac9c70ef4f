namespace Tsuba.Synchronizer.Api.Messages;

/// <summary>A description of what was edited.</summary>
/// <param name="Message">What the change is for.</param>
public sealed record CommitRequest(string Message);
