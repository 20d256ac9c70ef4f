using Tsuba.Model.Items;

namespace Tsuba.Execution.Work;

/// <summary>
/// What of the entries of a record still matters: jobs that were started and have no end, results that nobody has taken, and the last
/// results that were taken. Deterministic; one owner.
/// </summary>
/// <param name="remembered">How many jobs are remembered after their result was taken; the oldest are forgotten first.</param>
public sealed class WorkMemory(int remembered)
{
    private readonly Dictionary<(PartId Part, ulong Id), RecordedWork> _works = [];
    private readonly Queue<(PartId Part, ulong Id)> _settled = new();

    /// <summary>How many jobs matter.</summary>
    public int Count => _works.Count;

    /// <summary>All that matters: first what was taken, oldest first, then the rest.</summary>
    public IReadOnlyList<RecordedWork> Works
    {
        get
        {
            var works = new List<RecordedWork>(_works.Count);
            var seen = new HashSet<(PartId Part, ulong Id)>();
            foreach (var key in _settled)
            {
                if (_works.TryGetValue(key, out var work) && work.IsSettled && seen.Add(key))
                {
                    works.Add(work);
                }
            }

            works.AddRange(_works.Values.Where(static work => !work.IsSettled));
            return works;
        }
    }

    /// <summary>Takes the next entry of the record.</summary>
    public void Apply(WorkEntry entry)
    {
        switch (entry)
        {
            case WorkEntry.Started started:
                _works[started.Key] = new RecordedWork(started.Item, Result: null, IsSettled: false);
                break;
            case WorkEntry.Ended ended:
                _works[ended.Key] = new RecordedWork(ended.Result.Item, ended.Result, IsSettled: false);
                break;
            case WorkEntry.Settled { Forgets: true }:
                _works.Remove(entry.Key);
                break;
            case WorkEntry.Settled when _works.TryGetValue(entry.Key, out var work):
                Settle(entry.Key, work);
                break;
        }
    }

    private void Settle((PartId Part, ulong Id) key, RecordedWork work)
    {
        if (work.Result is null)
        {
            // Somebody has its end from elsewhere; there is nothing to answer from.
            _works.Remove(key);
            return;
        }

        _works[key] = work with { IsSettled = true };
        _settled.Enqueue(key);
        while (_settled.Count > remembered && _settled.TryDequeue(out var oldest))
        {
            // What was told again meanwhile stands here a second time, and is forgotten with the first: a little early, as in the core.
            if (_works.TryGetValue(oldest, out var old) && old.IsSettled)
            {
                _works.Remove(oldest);
            }
        }
    }
}
