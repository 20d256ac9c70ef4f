namespace Tsuba.Synchronizer.Api.Messages;

/// <summary>An order to apply.</summary>
/// <param name="Commit">A commit that staging holds or held; absent: its newest.</param>
/// <param name="Confirm">The hash that the arbiter named, if it asked for a confirmation.</param>
/// <param name="WaitSeconds">How long to wait for the arbiter, 0 to 60; 10 if absent.</param>
public sealed record ApplyRequest(string? Commit, string? Confirm, double? WaitSeconds);
