using Tsuba.Model.Items;
using Tsuba.Protocol.Contracts;
using Tsuba.Scheduler.Core;

namespace Tsuba.Scheduler.Parts;

/// <summary>What the rest of the daemon may know of a part without asking its loop.</summary>
internal sealed record PartFacts(PartId Part, Epoch Epoch, ConfigurationManifest? Manifest, int Hosts, int Services, uint Semantics)
{
    public long Generation => Manifest?.Generation ?? 0;

    public PartStamp Stamp => new() { Part = Part.Value, Epoch = Epoch.Packed };

    public static PartFacts Of(PartCore core) => new(
        core.Part,
        core.Epoch,
        core.Manifest,
        core.Configuration?.Hosts.Length ?? 0,
        core.Configuration?.Services.Length ?? 0,
        core.Semantics);
}
