using System.Collections.Immutable;
using Tsuba.Model.Snapshots;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Scheduler.Core;

/// <summary>A configuration takes effect. The journal keeps the manifest, and the chunks are kept beside it.</summary>
public sealed record ConfigurationStep(ConfigurationManifest Manifest, ConfigurationSnapshot Snapshot) : PartInput
{
    /// <summary>Hosts that go to another part with their state.</summary>
    public ImmutableArray<string> Leaving { get; init; } = [];

    /// <summary>Hosts whose state comes from another part.</summary>
    public ImmutableArray<string> Awaited { get; init; } = [];
}
