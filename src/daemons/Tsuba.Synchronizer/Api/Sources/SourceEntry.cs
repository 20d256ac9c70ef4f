namespace Tsuba.Synchronizer.Api.Sources;

/// <summary>One source and how it is doing. Times are seconds of UTC, 0: never.</summary>
/// <param name="Name">Name.</param>
/// <param name="Kind">cfg, git, ldap, activedirectory, csv or json.</param>
/// <param name="Order">The lower one wins.</param>
/// <param name="IntervalSeconds">How often it is read; 0: when asked.</param>
/// <param name="Enabled">Whether it is read by itself.</param>
/// <param name="AppliesItself">Whether it writes into staging by itself.</param>
/// <param name="Running">Whether it is read now.</param>
/// <param name="LastRead">Last reading.</param>
/// <param name="LastSound">Last reading that could let objects vanish.</param>
/// <param name="Objects">Objects that it brought.</param>
/// <param name="Trouble">What was wrong with the last reading; empty: nothing.</param>
internal sealed record SourceEntry(
    string Name, string Kind, int Order, long IntervalSeconds, bool Enabled, bool AppliesItself, bool Running, long LastRead, long LastSound, int Objects, string Trouble);
