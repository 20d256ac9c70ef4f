using System.Globalization;
using Tsuba.Model.Items;

namespace Tsuba.Hosting.Peers;

/// <summary>Whom to call. The certificate at that address must carry this role and name.</summary>
/// <param name="Role">Role.</param>
/// <param name="Name">Name.</param>
/// <param name="Host">Host name or address.</param>
/// <param name="Port">Port.</param>
public sealed record PeerAddress(DaemonRole Role, string Name, string Host, int Port)
{
    /// <summary><c>role name (host:port)</c>.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Role.ToString().ToLowerInvariant()} {Name} ({Host}:{Port})");
}
