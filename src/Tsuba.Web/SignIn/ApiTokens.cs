using System.Security.Cryptography;
using System.Text;

namespace Tsuba.Web.SignIn;

/// <summary>
/// Tokens for scripts: a file of lines <c>name scope sha256-of-token</c>, scope <c>read</c> or <c>write</c>, or a word that the port
/// itself knows and others take as reading. One token, <c>default</c>
/// with scope write, is made at the first start and told once.
/// </summary>
public sealed class ApiTokens
{
    private readonly Dictionary<string, (string Name, string Scope)> _tokens = new(StringComparer.Ordinal);

    private ApiTokens(IEnumerable<string> lines, string? newToken)
    {
        NewToken = newToken;
        foreach (var line in lines)
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 3)
            {
                _tokens[words[2]] = (words[0], words[1]);
            }
        }
    }

    /// <summary>The token, only where it was made just now.</summary>
    public string? NewToken { get; }

    /// <summary>Reads the file, or makes it with one token.</summary>
    public static ApiTokens Open(string path)
    {
        if (File.Exists(path))
        {
            return new ApiTokens(File.ReadAllLines(path), null);
        }

        var token = "tsuba_" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
        var line = $"default write {Hash(token)}";
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        };
        using var writer = new StreamWriter(path, options);
        writer.WriteLine(line);
        return new ApiTokens([line], token);
    }

    /// <summary>The session of a token, or null.</summary>
    public Session? Find(string token) =>
        _tokens.TryGetValue(Hash(token), out var entry)
            ? new Session(entry.Name, IsAdmin: true, entry.Scope == "write", FormToken: "", IsToken: true) { Scope = entry.Scope }
            : null;

    private static string Hash(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
