using System.Collections.Immutable;
using Tsuba.Model.Items;

namespace Tsuba.Model.Objects;

/// <summary>A registered service of one host.</summary>
public sealed class Service : Item
{
    /// <summary>Its host.</summary>
    public required Host Host { get; init; }

    /// <summary>service_description.</summary>
    public required string Description { get; init; }

    /// <summary>Groups of this service, by name. Set once by the builder.</summary>
    public ImmutableArray<ServiceGroup> Groups { get; internal set; } = [];

    /// <inheritdoc />
    public override ItemKind Kind => ItemKind.Service;

    /// <inheritdoc />
    public override ItemName Name => new(Host.HostName, Description);
}
