using Tsuba.Web.SignIn;

namespace Tsuba.Modules.Passive;

/// <summary>What a token with limits may speak of at an inlet, which knows names of hosts and nothing of contacts.</summary>
internal static class HostLimit
{
    /// <summary>Why a session may not speak of a host; null: it may.</summary>
    /// <param name="session">The session.</param>
    /// <param name="host">The host.</param>
    /// <param name="number">Number of a downtime, which may be any item's; or empty.</param>
    public static string? Refusal(Session session, string host, string number)
    {
        if (session.Token is not { IsLimited: true } token)
        {
            return null;
        }

        if (!token.ContactGroups.IsEmpty)
        {
            return "this token is limited to contact groups, which are known at the broker's port only";
        }

        return number.Length > 0
            ? "a token that is limited to hosts deletes downtimes by host, not by number"
            : token.CoversHost(host) ? null : $"this token is not good for host '{host}'";
    }
}
