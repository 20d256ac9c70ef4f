using Tsuba.LiveState;

namespace Tsuba.Modules.NagiosLog.Lines;

/// <summary>Finds items that became known since it was asked last: all of them at first, the new ones after a reload.</summary>
internal sealed class NewItems
{
    private LiveSite _told = LiveSite.Empty;

    /// <summary>The new items in order of their names; none as long as the states of a part among them are not there yet.</summary>
    public IReadOnlyList<LiveItem> Take(LiveTables tables)
    {
        var site = tables.Site;
        if (ReferenceEquals(site, _told))
        {
            return [];
        }

        var before = _told.Items;
        List<LiveItem> items = [.. site.Hosts.Concat<LiveItem>(site.Services).Where(item => !before.ContainsKey(item.Definition.Id))];
        var parts = tables.Parts;
        if (items.Select(item => item.Part).Distinct().Any(part => !parts.TryGetValue(part, out var state) || state.NextSequence == 0))
        {
            return [];
        }

        _told = site;
        return items;
    }
}
