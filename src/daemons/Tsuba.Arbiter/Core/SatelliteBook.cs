using Tsuba.Protocol.Contracts;

namespace Tsuba.Arbiter.Core;

/// <summary>What one satellite is to know, and whether it does.</summary>
internal sealed class SatelliteBook
{
    internal required PutLinksRequest Wanted { get; set; }

    internal required string ContentHash { get; set; }

    /// <summary>Generation that the satellite accepted in <see cref="AcceptedRun"/>; 0: none known.</summary>
    internal long Accepted { get; set; }

    internal string AcceptedRun { get; set; } = "";

    internal long AcceptedAtMs { get; set; } = -1;

    internal bool IsOut { get; set; }

    internal int Failures { get; set; }

    internal long NotBeforeMs { get; set; }
}
