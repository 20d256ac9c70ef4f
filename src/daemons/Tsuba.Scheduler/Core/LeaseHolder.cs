namespace Tsuba.Scheduler.Core;

/// <summary>One run of one worker, and what it has.</summary>
internal sealed class LeaseHolder
{
    public LeaseHolder(string worker, string run)
    {
        Worker = worker;
        Run = run;
    }

    public string Worker { get; }

    public string Run { get; }

    public HashSet<LeaseEntry> Entries { get; } = [];
}
