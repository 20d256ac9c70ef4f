using Microsoft.AspNetCore.Builder;
using Tsuba.Model.Objects;
using Tsuba.Web.Ports;

namespace Tsuba.Web.SignIn;

/// <summary>Sign-in, sessions and tokens of one port, kept in one directory.</summary>
public sealed class SignInDesk
{
    private readonly Accounts _accounts;
    private readonly SessionStore _sessions;
    private readonly SignInGate _gate;
    private readonly SignInThrottle _throttle;
    private readonly RefusalCounts _refusals;

    /// <summary>Opens what the directory holds, and tells first secrets in a file there.</summary>
    /// <param name="directory">A directory that only the owner of the site reads.</param>
    /// <param name="prefix">Stands before the keys of first secrets.</param>
    /// <param name="findContact">The contact of a name, as the configuration has it at the moment.</param>
    /// <param name="findGroup">The contact group of a name likewise.</param>
    /// <param name="time">The clock of sessions.</param>
    /// <param name="refusals">Counts who is not let in.</param>
    /// <exception cref="IOException">The files cannot be read or written.</exception>
    public SignInDesk(
        string directory, string prefix, Func<string, Contact?> findContact, Func<string, ContactGroup?> findGroup, TimeProvider time, RefusalCounts refusals)
    {
        var admin = AdminAccount.Open(Path.Combine(directory, "admin"));
        var tokens = ApiTokens.Open(Path.Combine(directory, TokenFile.Name), time);
        Tokens = tokens.File;
        _refusals = refusals;
        FirstSecretsFile.Write(directory, prefix, admin, tokens);
        _sessions = new SessionStore(time);
        _accounts = new Accounts(admin, findContact, _sessions);
        _gate = new SignInGate(_sessions, _accounts, tokens, findGroup, refusals);
        _throttle = new SignInThrottle(time);
    }

    /// <summary>What stands above the form, so that people see which of the site's ports asks them: each has passwords of its own.</summary>
    public required string Heading { get; init; }

    /// <summary>The tokens of the port.</summary>
    public TokenFile Tokens { get; }

    /// <summary>Lets nobody past who has neither signed in nor a token. What is added before it is open to all.</summary>
    public void Guard(IApplicationBuilder app)
    {
        app.Use((context, next) => _gate.InvokeAsync(context, next));
        app.Use(FormBody.RequireAsync);
    }

    /// <summary>Maps the sign-in page, its form, and signing out.</summary>
    public void Map(WebApplication app) => app.MapSignIn(_accounts, _sessions, _throttle, _refusals, Heading);
}
