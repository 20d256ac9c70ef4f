using Tsuba.Model.Items;

namespace Tsuba.Dispatch.Daemons;

/// <summary>Identity of a daemon in a site.</summary>
/// <param name="Role">Role.</param>
/// <param name="Name">Name of its object.</param>
public readonly record struct DaemonKey(DaemonRole Role, string Name) : IComparable<DaemonKey>
{
    /// <inheritdoc />
    public int CompareTo(DaemonKey other) =>
        Role == other.Role ? string.CompareOrdinal(Name, other.Name) : ((byte)Role).CompareTo((byte)other.Role);

    /// <summary><c>role-name</c>, as the daemon's state directory is called.</summary>
    public override string ToString() => $"{Role.ToString().ToLowerInvariant()}-{Name}";
}
