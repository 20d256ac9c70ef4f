namespace Tsuba.Scheduler.Core;

/// <summary>The newest run of one worker, what it has, and which runs are over.</summary>
internal sealed class LeaseHolder
{
    // A call of a run that is over waits for its answer for seconds; nobody dies more often than this meanwhile.
    private const int MostEnded = 8;

    private readonly Queue<string> _ended;

    public LeaseHolder(string worker, string run, LeaseHolder? before)
    {
        Worker = worker;
        Run = run;
        _ended = before?._ended ?? new Queue<string>();
        if (before is null)
        {
            return;
        }

        _ended.Enqueue(before.Run);
        if (_ended.Count > MostEnded)
        {
            _ended.Dequeue();
        }
    }

    public string Worker { get; }

    public string Run { get; }

    /// <summary>Whether a run was followed by another one.</summary>
    public bool HasEnded(string run) => _ended.Contains(run);

    public HashSet<LeaseEntry> Entries { get; } = [];
}
