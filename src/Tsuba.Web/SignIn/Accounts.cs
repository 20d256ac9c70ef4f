using System.Security.Cryptography;
using System.Text;
using Tsuba.LiveState.Access;
using Tsuba.Model.Objects;

namespace Tsuba.Web.SignIn;

/// <summary>Who may sign in: <c>admin</c>, and every contact of the configuration that has a password.</summary>
public sealed class Accounts
{
    // The default of Shinken's contacts; nobody signs in with it.
    private const string NoPassword = "NOPASSWORDSET";

    private readonly AdminAccount _admin;
    private readonly Func<string, Contact?> _findContact;
    private readonly SessionStore _sessions;

    /// <summary>Accounts over a configuration.</summary>
    /// <param name="admin">The account that is always there.</param>
    /// <param name="findContact">The contact of a name, as the configuration has it at the moment; null: there is none.</param>
    /// <param name="sessions">Where sessions begin.</param>
    public Accounts(AdminAccount admin, Func<string, Contact?> findContact, SessionStore sessions)
    {
        _admin = admin;
        _findContact = findContact;
        _sessions = sessions;
    }

    /// <summary>Begins a session and returns its cookie, or null if name and password do not fit.</summary>
    public string? SignIn(string userName, string password)
    {
        if (userName == AdminAccount.UserName)
        {
            return _admin.Accepts(password) ? _sessions.Begin(userName, isAdmin: true, canSubmitCommands: true, passwordHash: "") : null;
        }

        return FindContact(userName) is { Password: { } kept } contact && Equal(kept, password)
            ? _sessions.Begin(userName, contact.IsAdmin, contact.IsAdmin || contact.CanSubmitCommands, HashOf(kept))
            : null;
    }

    /// <summary>A session as the configuration lets it be at the moment; null: its contact is gone, or has another password or none.</summary>
    public Session? AsOfNow(Session session)
    {
        if (session.UserName == AdminAccount.UserName)
        {
            return session;
        }

        return FindContact(session.UserName) is { Password: { } kept } contact && HashOf(kept) == session.PasswordHash
            ? session with { IsAdmin = contact.IsAdmin, CanSubmitCommands = contact.IsAdmin || contact.CanSubmitCommands }
            : null;
    }

    /// <summary>In whose name the queries of a session run.</summary>
    /// <param name="session">The session.</param>
    /// <param name="findGroup">The contact group of a name, as the configuration has it at the moment; null: there is none.</param>
    public static Viewer ViewerOf(Session session, Func<string, ContactGroup?> findGroup)
    {
        if (session.Token is { IsLimited: true } token)
        {
            var contacts = token.ContactGroups.IsEmpty
                ? null
                : token.ContactGroups.SelectMany(name => findGroup(name)?.Members ?? []).Select(member => member.Name).ToHashSet(StringComparer.Ordinal);
            return Viewer.Limited(session.UserName, token.Hosts, contacts, session.CanSubmitCommands);
        }

        return session.IsAdmin
            ? Viewer.Everything(session.UserName, session.CanSubmitCommands, session.MayAdminister)
            : Viewer.OfContact(session.UserName, session.CanSubmitCommands);
    }

    // A contact that may sign in.
    private Contact? FindContact(string name) => _findContact(name) is { Password: { Length: > 0 } and not NoPassword } contact ? contact : null;

    private static bool Equal(string left, string right) =>
        CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(left)), SHA256.HashData(Encoding.UTF8.GetBytes(right)));

    private static string HashOf(string password) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(password)));
}
