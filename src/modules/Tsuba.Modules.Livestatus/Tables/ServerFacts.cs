namespace Tsuba.Modules.Livestatus.Tables;

/// <summary>What the table <c>status</c> tells of the server itself.</summary>
internal sealed record ServerFacts
{
    /// <summary>For a query without a port: the terminal.</summary>
    public static ServerFacts None { get; } = new();

    /// <summary>livestatus_version.</summary>
    public string Version { get; init; } = LivestatusSettings.DefaultVersion;

    /// <summary>Whether a group is shown to the contacts of one member instead of all.</summary>
    public bool LooseGroups { get; init; }

    /// <summary>A counter since the start by its name in the table; 0: nobody counts it here.</summary>
    public Func<string, long> Counter { get; init; } = _ => 0;

    /// <summary>The smoothed rate of that counter in 1/s.</summary>
    public Func<string, double> Rate { get; init; } = _ => 0;
}
