using System.Collections.Immutable;
using Tsuba.Model.Items;

namespace Tsuba.Model.Objects;

/// <summary>A registered service of one host.</summary>
public sealed class Service : Item
{
    private Host _host = null!; // Required: no service is made without its host.

    /// <summary>Its host.</summary>
    public required Host Host
    {
        get => _host;
        init => _host = value;
    }

    /// <summary>service_description.</summary>
    public required string Description { get; init; }

    /// <summary>Groups of this service, by name. Set once by the builder.</summary>
    public ImmutableArray<ServiceGroup> Groups { get; internal set; } = [];

    /// <inheritdoc />
    public override ItemKind Kind => ItemKind.Service;

    /// <inheritdoc />
    public override ItemName Name => new(Host.HostName, Description);

    /// <summary>The same definition on the same host of another snapshot, without relations.</summary>
    internal Service DetachedOn(Host host)
    {
        var copy = (Service)MemberwiseClone();
        copy._host = host;
        copy.Groups = [];
        return copy;
    }
}
