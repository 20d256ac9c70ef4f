using System.Collections.Immutable;
using Tsuba.Model.Objects;

namespace Tsuba.LiveState;

/// <summary>A host with its status and its services.</summary>
public sealed class LiveHost : LiveItem
{
    internal LiveHost(int part, Host host)
        : base(part)
    {
        Host = host;
    }

    /// <summary>What is configured.</summary>
    public Host Host { get; }

    /// <inheritdoc />
    public override Item Definition => Host;

    /// <summary>Services, by description. Set once, before the host is published.</summary>
    public ImmutableArray<LiveService> Services { get; internal set; } = [];
}
