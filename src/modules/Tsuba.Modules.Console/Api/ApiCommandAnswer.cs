namespace Tsuba.Modules.Console.Api;

/// <summary>What one owner said to a command.</summary>
/// <param name="Part">The part; 0: the arbiter itself.</param>
/// <param name="Scheduler">Who answered; empty: the arbiter.</param>
/// <param name="State">applied, refused or expired.</param>
/// <param name="Text">The answer in words.</param>
public sealed record ApiCommandAnswer(int Part, string Scheduler, string State, string Text);
