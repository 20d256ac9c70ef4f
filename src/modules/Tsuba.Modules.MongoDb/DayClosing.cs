using Tsuba.LiveState;
using Tsuba.Modules.MongoDb.Documents;
using Tsuba.Sinks;

namespace Tsuba.Modules.MongoDb;

/// <summary>
/// Closes the day of every item a minute after midnight of the site's zone, when the events of before are there, and opens the next; so a day
/// without a change has its seconds too. Days that passed while nothing ran are closed at the start, at most a week of them.
/// </summary>
internal sealed class DayClosing(ModuleContext context, LiveTables tables)
{
    private const int MostDays = 7;
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly string _path = Path.Combine(context.OwnDirectory, "day");

    /// <summary>Runs until it is stopped.</summary>
    public async Task RunAsync(SinkSpill spill, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(Tick, context.Time);
        do
        {
            await CloseAsync(spill, stop);
        }
        while (await timer.WaitForNextTickAsync(stop));
    }

    /// <summary>Closes the days that are over and not closed.</summary>
    internal async Task CloseAsync(SinkSpill spill, CancellationToken stop)
    {
        var site = tables.Site;
        if (site.Items.Count == 0)
        {
            return;
        }

        var today = SiteDay.Of((context.Time.GetUtcNow() - Patience).ToUnixTimeMilliseconds(), site.Zone);
        var opened = File.Exists(_path) ? await File.ReadAllTextAsync(_path, stop) : "";
        if (opened == today.Name)
        {
            return;
        }

        var days = new Stack<SiteDay>([today]);
        while (opened.Length > 0 && days.Count <= MostDays && string.CompareOrdinal(days.Peek().Name, opened) > 0)
        {
            days.Push(SiteDay.Of(days.Peek().BeginUtcMilliseconds - 1, site.Zone));
        }

        // The first is open already; each other is opened at its first moment, and the one before closed at the same.
        SiteDay? before = null;
        foreach (var day in days)
        {
            foreach (var items in site.Items.Values.Chunk(1000))
            {
                var operations = new OperationWriter();
                foreach (var item in items)
                {
                    Turn(operations, item, before, day);
                }

                await spill.KeepAsync(operations.Take(), stop);
            }

            before = day;
        }

        await File.WriteAllTextAsync(_path + ".new", today.Name, stop);
        File.Move(_path + ".new", _path, overwrite: true);
    }

    private void Turn(OperationWriter operations, LiveItem item, SiteDay? before, SiteDay day)
    {
        var status = item.Status;
        var state = status switch
        {
            { HasBeenChecked: false } => AvailabilityUpdate.Unchecked,
            { LastStateChange: var change } when change >= day.BeginUtcMilliseconds => (int)status.LastState,
            _ => (int)status.State,
        };
        if (before is not null)
        {
            AvailabilityUpdate.Change(operations, context.Site, item.Definition.Name, before, before.EndUtcMilliseconds, state, state);
        }

        AvailabilityUpdate.Change(operations, context.Site, item.Definition.Name, day, day.BeginUtcMilliseconds, state, state);
    }
}
