using System.Collections.Immutable;
using System.Globalization;

namespace Tsuba.Hosting.Work;

/// <summary>What the object of a poller or reactionner says. Source: reference/shinken.md 3.9 and 1.6.</summary>
/// <param name="Workers"><c>max_workers</c>, at least <c>min_workers</c>; 0: one for each processor.</param>
/// <param name="ProcessesByWorker"><c>processes_by_worker</c>.</param>
/// <param name="Tags"><c>poller_tags</c> or <c>reactionner_tags</c>; <c>None</c> stands for untagged work.</param>
/// <param name="IsPassive"><c>passive</c>: schedulers open the connection.</param>
public sealed record WorkSettings(int Workers, int ProcessesByWorker, ImmutableArray<string> Tags, bool IsPassive)
{
    private const int DefaultWorkers = 30;
    private const int DefaultProcesses = 256;

    /// <summary>What an object without properties says.</summary>
    public static WorkSettings Default { get; } = new(DefaultWorkers, DefaultProcesses, ["None"], IsPassive: false);

    /// <summary>Reads properties. Values that are no numbers were reported when the configuration was read; the defaults stand in.</summary>
    public static WorkSettings From(IReadOnlyDictionary<string, string> properties)
    {
        var most = Number(properties, "max_workers", DefaultWorkers);
        var least = Number(properties, "min_workers", 0);
        var text = properties.GetValueOrDefault("poller_tags") ?? properties.GetValueOrDefault("reactionner_tags") ?? "";
        ImmutableArray<string> tags = [.. text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
        return new WorkSettings(
            most == 0 ? least : Math.Max(most, least),
            Math.Max(1, Number(properties, "processes_by_worker", DefaultProcesses)),
            tags.IsEmpty ? Default.Tags : tags,
            properties.GetValueOrDefault("passive") is "1" or "true" or "yes" or "on");
    }

    /// <summary>Most jobs at a time: workers × processes of each.</summary>
    /// <param name="processors">Processors of this machine.</param>
    public int Slots(int processors) => (int)Math.Min(int.MaxValue, (long)(Workers == 0 ? processors : Workers) * ProcessesByWorker);

    private static int Number(IReadOnlyDictionary<string, string> properties, string name, int otherwise) =>
        properties.TryGetValue(name, out var text)
        && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            ? value
            : otherwise;
}
