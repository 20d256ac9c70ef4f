using System.Collections.Immutable;
using Tsuba.Broker.Core;
using Tsuba.Hosting.Modules;

namespace Tsuba.Broker;

public sealed partial class BrokerDaemon
{
    private static readonly TimeSpan SaveInterval = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Writes down how far the modules have kept events. A cursor is written only once every event that was read before it has left
    /// the modules' queues, so a killed broker reads them again instead of losing them.
    /// </summary>
    private async Task SaveCursorsAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(SaveInterval, _context.Time);
        var keeper = new CursorKeeper(_offered.ToImmutableSortedDictionary(), CountByModule(module => module.Received));
        while (await timer.WaitForNextTickAsync(stop))
        {
            if (keeper.Ready(CountByModule(module => module.Delivered + module.Dropped)) is { } cursors)
            {
                KeepCursors(cursors);
                keeper.Begin(_offered.ToImmutableSortedDictionary(), CountByModule(module => module.Received));
            }
        }
    }

    private void KeepCursors(ImmutableSortedDictionary<int, EventPosition> cursors)
    {
        var failure = _cursorFile.TryWrite(cursors);
        if (failure is not null && failure != _cursorFailure)
        {
            LogCursorsNotKept(failure);
        }

        _cursorFailure = failure;
    }

    private Dictionary<string, long> CountByModule(Func<ModuleStatus, long> count) =>
        _modules.Statuses.ToDictionary(module => module.Name, count, StringComparer.Ordinal);
}
