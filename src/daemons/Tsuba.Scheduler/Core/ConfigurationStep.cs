using Tsuba.Model.Snapshots;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Scheduler.Core;

/// <summary>A configuration takes effect. The journal keeps the manifest, and the chunks are kept beside it.</summary>
public sealed record ConfigurationStep(ConfigurationManifest Manifest, ConfigurationSnapshot Snapshot) : PartInput;
