using System.Collections.Immutable;

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
        var candidate = _offered.ToImmutableSortedDictionary();
        var mark = ReceivedByModule();
        while (await timer.WaitForNextTickAsync(stop))
        {
            if (!_modules.Statuses.All(module => module.Delivered + module.Dropped >= mark.GetValueOrDefault(module.Name)))
            {
                continue;
            }

            _cursorFile.Write(candidate);
            // Cursors first: what a module receives in between belongs to the next round.
            candidate = _offered.ToImmutableSortedDictionary();
            mark = ReceivedByModule();
        }
    }

    private Dictionary<string, long> ReceivedByModule() =>
        _modules.Statuses.ToDictionary(module => module.Name, module => module.Received, StringComparer.Ordinal);
}
