using System.Collections.Frozen;

namespace Tsuba.Web.SignIn;

/// <summary>
/// The tokens of a port, as its file has them: what is added or revoked there holds a second later. One token, <c>default</c> with scope
/// <c>write</c>, is made at the first start and told once.
/// </summary>
public sealed class ApiTokens
{
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(1);

    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private FrozenDictionary<string, ApiToken> _tokens;
    private string _stamp;
    private long _looked;

    private ApiTokens(TokenFile file, TimeProvider time, string? newToken)
    {
        File = file;
        _time = time;
        NewToken = newToken;
        _stamp = file.Stamp();
        _tokens = Load(file);
        _looked = time.GetTimestamp();
    }

    /// <summary>The file.</summary>
    public TokenFile File { get; }

    /// <summary>The token, only where it was made just now.</summary>
    public string? NewToken { get; }

    /// <summary>Reads the file, or makes it with one token.</summary>
    /// <exception cref="IOException">It cannot be read or written.</exception>
    public static ApiTokens Open(string path, TimeProvider time)
    {
        var file = new TokenFile(path);
        if (file.Stamp().Length > 0)
        {
            return new ApiTokens(file, time, null);
        }

        var (token, secret) = ApiToken.Make("default", "write", time.GetUtcNow());
        file.Add(token);
        return new ApiTokens(file, time, secret);
    }

    /// <summary>The session of a token, or null and why not: <c>unknown_token</c> or <c>expired</c>.</summary>
    public (Session? Session, string Refusal, string Name) Look(string secret)
    {
        if (!Current().TryGetValue(ApiToken.HashOf(secret), out var token))
        {
            return (null, RefusalReasons.UnknownToken, "");
        }

        if (token.Expires is { } end && end <= _time.GetUtcNow())
        {
            return (null, RefusalReasons.Expired, token.Name);
        }

        var scopes = token.Scopes;
        return (
            new Session(token.Name, IsAdmin: !token.IsLimited, scopes.HasFlag(TokenScopes.Command), FormToken: "", IsToken: true) { Scope = token.ScopeWords, Token = token },
            "",
            token.Name);
    }

    /// <summary>The session of a token, or null.</summary>
    public Session? Find(string secret) => Look(secret).Session;

    private FrozenDictionary<string, ApiToken> Current()
    {
        lock (_lock)
        {
            if (_time.GetElapsedTime(_looked) >= LookInterval)
            {
                _looked = _time.GetTimestamp();
                var stamp = File.Stamp();
                if (stamp != _stamp)
                {
                    _tokens = Load(File);
                    _stamp = stamp;
                }
            }

            return _tokens;
        }
    }

    private static FrozenDictionary<string, ApiToken> Load(TokenFile file)
    {
        var tokens = new Dictionary<string, ApiToken>(StringComparer.Ordinal);
        foreach (var token in file.Read())
        {
            tokens.TryAdd(token.Hash, token);
        }

        return tokens.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
