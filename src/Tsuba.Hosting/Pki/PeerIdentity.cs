using Tsuba.Model.Items;

namespace Tsuba.Hosting.Pki;

/// <summary>Who a certificate speaks for, carried as the URI <c>tsuba://SITE/ROLE/NAME</c> in its subject alternative names.</summary>
/// <param name="Site">Site; letters, digits, dot, dash, underscore.</param>
/// <param name="Role">Role.</param>
/// <param name="Name">Name of the daemon's object, or of the person.</param>
public sealed record PeerIdentity(string Site, DaemonRole Role, string Name)
{
    private const string Scheme = "tsuba://";

    /// <summary>The URI.</summary>
    public string ToUri() => $"{Scheme}{Site}/{Role.ToIdentifier()}/{Uri.EscapeDataString(Name)}";

    /// <summary><c>role name of site</c>.</summary>
    public override string ToString() => $"{Role.ToIdentifier()} {Name} of site {Site}";

    /// <summary>Reads a URI that <see cref="ToUri"/> wrote. Any other text, even an equivalent spelling, is no identity.</summary>
    public static PeerIdentity? Parse(string uri)
    {
        if (!uri.StartsWith(Scheme, StringComparison.Ordinal))
        {
            return null;
        }

        var parts = uri[Scheme.Length..].Split('/');
        if (parts.Length != 3 || !IsSiteName(parts[0]) || !DaemonRoleNames.TryParse(parts[1], out var role) || parts[2].Length == 0)
        {
            return null;
        }

        var identity = new PeerIdentity(parts[0], role, Uri.UnescapeDataString(parts[2]));
        return identity.ToUri() == uri ? identity : null;
    }

    /// <summary>Whether a text can be the name of a site: 1 to 64 of letters, digits, dot, dash and underscore.</summary>
    public static bool IsSiteName(string text) =>
        text.Length is > 0 and <= 64 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_');
}
