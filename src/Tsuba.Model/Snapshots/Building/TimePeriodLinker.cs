using Tsuba.Model.Definitions;
using Tsuba.Model.Diagnostics;
using Tsuba.Model.TimePeriods;

namespace Tsuba.Model.Snapshots.Building;

/// <summary>Time periods and what they exclude.</summary>
internal static class TimePeriodLinker
{
    internal static void Link(List<ResolvedObject> objects, BuildContext context)
    {
        foreach (var source in objects)
        {
            var reader = new ObjectReader(source, context);
            if (!context.TimePeriods.TryAdd(source.Key, new TimePeriod { Name = source.Key, Alias = reader.Text("alias") ?? source.Key }))
            {
                context.Report(SnapshotFindings.NameTwice, source.Location, $"timeperiod \"{ObjectReader.Shorten(source.Key)}\" is defined twice");
            }
        }
    }
}
