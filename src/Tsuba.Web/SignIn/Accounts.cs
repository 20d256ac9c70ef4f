using System.Security.Cryptography;
using System.Text;
using Tsuba.LiveState;
using Tsuba.LiveState.Access;

namespace Tsuba.Web.SignIn;

/// <summary>Who may sign in: <c>admin</c>, and every contact of the configuration that has a password.</summary>
public sealed class Accounts
{
    // The default of Shinken's contacts; nobody signs in with it.
    private const string NoPassword = "NOPASSWORDSET";

    private readonly AdminAccount _admin;
    private readonly LiveTables _tables;
    private readonly SessionStore _sessions;

    /// <summary>Accounts over the live configuration.</summary>
    public Accounts(AdminAccount admin, LiveTables tables, SessionStore sessions)
    {
        _admin = admin;
        _tables = tables;
        _sessions = sessions;
    }

    /// <summary>Begins a session and returns its cookie, or null if name and password do not fit.</summary>
    public string? SignIn(string userName, string password)
    {
        if (userName == AdminAccount.UserName)
        {
            return _admin.Accepts(password) ? _sessions.Begin(userName, isAdmin: true, canSubmitCommands: true) : null;
        }

        var contact = _tables.Site.Contacts.GetValueOrDefault(userName);
        if (contact?.Password is not { Length: > 0 } kept || kept == NoPassword || !Equal(kept, password))
        {
            return null;
        }

        return _sessions.Begin(userName, contact.IsAdmin, contact.IsAdmin || contact.CanSubmitCommands);
    }

    /// <summary>In whose name the queries of a session run.</summary>
    public static Viewer ViewerOf(Session session) => session.IsAdmin
        ? Viewer.Everything(session.UserName, session.CanSubmitCommands)
        : Viewer.OfContact(session.UserName, session.CanSubmitCommands);

    private static bool Equal(string left, string right) =>
        CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(left)), SHA256.HashData(Encoding.UTF8.GetBytes(right)));
}
