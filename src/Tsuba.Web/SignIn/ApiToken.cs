using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Tsuba.LiveState.Access;

namespace Tsuba.Web.SignIn;

/// <summary>
/// A token as its file has it, one line each: <c>name scopes sha256-of-token key=value …</c>. Values are percent-encoded. The token itself is
/// told once, when it is made, and kept nowhere.
/// </summary>
/// <param name="Name">What it is called; commands name it as their author.</param>
/// <param name="ScopeWords">Scopes as written, with commas: <c>read</c>, <c>command</c>, <c>passive</c>, <c>admin</c> (<c>write</c> is the same), or a word that a port knows besides.</param>
/// <param name="Hash">SHA-256 of the token in hexadecimal.</param>
public sealed record ApiToken(string Name, string ScopeWords, string Hash)
{
    private const int SecretBytes = 24;
    private const int MostNameLength = 64;

    // Known to the synchronizer alone; the others take it as reading.
    private const string EditScope = "edit";

    /// <summary>When it was made; null: before that was written down.</summary>
    public DateTimeOffset? Created { get; init; }

    /// <summary>When it ceases to be good; null: never.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>Patterns of host names with <c>*</c>; empty: all hosts.</summary>
    public ImmutableArray<string> Hosts { get; init; } = [];

    /// <summary>Contact groups whose members' items it is good for; empty: all items.</summary>
    public ImmutableArray<string> ContactGroups { get; init; } = [];

    /// <summary>What it may be used for.</summary>
    public TokenScopes Scopes => ScopeWords.Split(',').Aggregate(TokenScopes.None, (scopes, word) => scopes | ScopeOf(word));

    /// <summary>Whether it is good for a part of the site only.</summary>
    public bool IsLimited => !Hosts.IsEmpty || !ContactGroups.IsEmpty;

    /// <summary>Whether it is good for a host, as far as its patterns say.</summary>
    public bool CoversHost(string host) => Hosts.IsEmpty || Hosts.Any(pattern => NamePattern.Fits(pattern, host));

    /// <summary>Makes a token; returns it with what is to be given to whoever shall use it.</summary>
    public static (ApiToken Token, string Secret) Make(string name, string scopeWords, DateTimeOffset? created)
    {
        var secret = "tsuba_" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(SecretBytes));
        return (new ApiToken(name, scopeWords, HashOf(secret)) { Created = created }, secret);
    }

    /// <summary>Why a name, scopes and limits make no token; null: they do.</summary>
    public static string? Fault(string name, string scopeWords, IEnumerable<string> limits)
    {
        if (name.Length is 0 or > MostNameLength || name.Any(character => !char.IsAsciiLetterOrDigit(character) && character is not ('-' or '_' or '.')))
        {
            return FormattableString.Invariant($"a name has 1 to {MostNameLength} letters, digits, dots, hyphens or underscores");
        }

        if (scopeWords.Split(',').Any(word => ScopeOf(word) == TokenScopes.None))
        {
            return "scopes are read, command, passive, admin, several with commas; edit for the port of the synchronizer";
        }

        return limits.Any(limit => limit.Length is 0 or > 255 || limit.Any(char.IsControl)) ? "a host pattern or contact group is empty, too long, or holds control characters" : null;
    }

    /// <summary>The hash of a token.</summary>
    public static string HashOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    /// <summary>Reads a line; null: it is empty, a remark, or no token.</summary>
    public static ApiToken? Parse(string line)
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length < 3 || line[0] == '#' || words[2].Length != SHA256.HashSizeInBytes * 2)
        {
            return null;
        }

        var token = new ApiToken(words[0], words[1], words[2]);
        foreach (var word in words.AsSpan(3))
        {
            var equals = word.IndexOf('=', StringComparison.Ordinal);
            var value = Uri.UnescapeDataString(word[(equals + 1)..]);
            token = word[..Math.Max(0, equals)] switch
            {
                "created" => token with { Created = Time(value) },

                // A limit that cannot be read must not be one that is not there.
                "expires" => token with { Expires = Time(value) ?? DateTimeOffset.UnixEpoch },
                "hosts" => token with { Hosts = List(value) },
                "contactgroups" => token with { ContactGroups = List(value) },
                _ => token with { Expires = DateTimeOffset.UnixEpoch },
            };
        }

        return token;
    }

    /// <summary>The line of it.</summary>
    public string Format()
    {
        var line = new StringBuilder($"{Name} {ScopeWords} {Hash}");
        Add("created", Created?.ToString("O", CultureInfo.InvariantCulture));
        Add("expires", Expires?.ToString("O", CultureInfo.InvariantCulture));
        Add("hosts", Hosts.IsEmpty ? null : string.Join('\n', Hosts));
        Add("contactgroups", ContactGroups.IsEmpty ? null : string.Join('\n', ContactGroups));
        return line.ToString();

        void Add(string key, string? value)
        {
            if (value is not null)
            {
                line.Append(' ').Append(key).Append('=').Append(Uri.EscapeDataString(value));
            }
        }
    }

    private static TokenScopes ScopeOf(string word) => word switch
    {
        "read" or EditScope => TokenScopes.Read,
        "command" => TokenScopes.Command,
        "passive" => TokenScopes.Passive,
        "admin" or "write" => TokenScopes.Admin | TokenScopes.Read | TokenScopes.Command | TokenScopes.Passive,
        _ => TokenScopes.None,
    };

    private static DateTimeOffset? Time(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;

    private static ImmutableArray<string> List(string text) => [.. text.Split('\n')];
}
