using System.Collections.Immutable;
using Tsuba.Model.Items;

namespace Tsuba.Model.Objects;

/// <summary>A registered host.</summary>
public sealed class Host : Item
{
    /// <summary>host_name.</summary>
    public required string HostName { get; init; }

    /// <summary>alias, or the name.</summary>
    public required string Alias { get; init; }

    /// <summary>address, or the name.</summary>
    public required string Address { get; init; }

    /// <summary>address0 … address31 where set, by number.</summary>
    public ImmutableArray<(int Number, string Address)> FurtherAddresses { get; init; } = [];

    /// <summary>parents, by name. A parent of another part is named here but is absent from <see cref="Parents"/>.</summary>
    public ImmutableArray<string> ParentNames { get; init; } = [];

    /// <summary>Parents that are in this snapshot. Set once by the builder.</summary>
    public ImmutableArray<Host> Parents { get; internal set; } = [];

    /// <summary>Hosts that name this one as a parent. Set once by the builder.</summary>
    public ImmutableArray<Host> Children { get; internal set; } = [];

    /// <summary>Services of this host, by description. Set once by the builder.</summary>
    public ImmutableArray<Service> Services { get; internal set; } = [];

    /// <summary>Groups of this host, by name. Set once by the builder.</summary>
    public ImmutableArray<HostGroup> Groups { get; internal set; } = [];

    /// <summary>Realm of the host.</summary>
    public required string Realm { get; init; }

    /// <inheritdoc />
    public override ItemKind Kind => ItemKind.Host;

    /// <inheritdoc />
    public override ItemName Name => new(HostName, null);

    /// <summary>The same definition without relations, for another snapshot: hosts of a running one are read by others and never changed.</summary>
    internal Host Detached()
    {
        var copy = (Host)MemberwiseClone();
        copy.Parents = [];
        copy.Children = [];
        copy.Services = [];
        copy.Groups = [];
        return copy;
    }
}
