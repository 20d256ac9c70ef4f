namespace Tsuba.Modules;

/// <summary>What one owner said to a command.</summary>
/// <param name="Part">The part; 0: the arbiter itself.</param>
/// <param name="Scheduler">Who answered; empty: the arbiter.</param>
/// <param name="Phase">Applied, refused or expired.</param>
/// <param name="Text">The answer in words; empty where there is nothing to say.</param>
public sealed record CommandPartAnswer(int Part, string Scheduler, CommandPhase Phase, string Text);
