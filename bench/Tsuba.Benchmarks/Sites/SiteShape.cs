namespace Tsuba.Benchmarks.Sites;

/// <summary>What a generated configuration looks like.</summary>
internal sealed record SiteShape
{
    /// <summary>Hosts, without active checks of their own.</summary>
    public required int Hosts { get; init; }

    /// <summary>Services of each host.</summary>
    public int ServicesPerHost { get; init; } = 10;

    /// <summary>Seconds between two checks of a service; 0: the services are only fed passively.</summary>
    public int CheckIntervalSeconds { get; init; }

    /// <summary>The plugin; <c>$ARG1$</c> is the number of the service, from 1.</summary>
    public string CommandLine { get; init; } = "/bin/true";

    /// <summary>All services.</summary>
    public int Services => Hosts * ServicesPerHost;

    /// <summary>Name of the service with this number, from 0.</summary>
    public (string Host, string Description) NameOf(int service) =>
        (FormattableString.Invariant($"h{service / ServicesPerHost}"), FormattableString.Invariant($"s{service % ServicesPerHost}"));
}
