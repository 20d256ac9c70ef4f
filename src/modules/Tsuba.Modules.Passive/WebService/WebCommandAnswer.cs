namespace Tsuba.Modules.Passive.WebService;

/// <summary>What one owner said to a command.</summary>
/// <param name="Part">The part; 0: the arbiter itself.</param>
/// <param name="Scheduler">Who answered; empty: the arbiter.</param>
/// <param name="State">applied, refused or expired.</param>
/// <param name="Text">The answer in words.</param>
internal sealed record WebCommandAnswer(int Part, string Scheduler, string State, string Text);
