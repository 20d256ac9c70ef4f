namespace Tsuba.Web.SignIn;

/// <summary>
/// The file of a port's tokens, mode 0600. It is replaced as a whole, under a lock between processes, so a port, a page and the command line
/// may change it at the same time.
/// </summary>
public sealed class TokenFile(string path)
{
    /// <summary>Name of the file in the directory of a port.</summary>
    public const string Name = "tokens";

    private const int MostTokens = 10_000;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private static readonly TimeSpan LockPatience = TimeSpan.FromSeconds(5);

    /// <summary>Where it is.</summary>
    public string Path { get; } = path;

    /// <summary>Changes whenever the file does; empty: there is none.</summary>
    public string Stamp()
    {
        var file = new FileInfo(Path);
        return file.Exists ? FormattableString.Invariant($"{file.LastWriteTimeUtc.Ticks}/{file.Length}") : "";
    }

    /// <summary>Its tokens; none where there is no file.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public IReadOnlyList<ApiToken> Read() => File.Exists(Path) ? [.. File.ReadLines(Path).Take(MostTokens).Select(ApiToken.Parse).OfType<ApiToken>()] : [];

    /// <summary>Adds a token; false: there is one of this name.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public bool Add(ApiToken token) => Change(tokens => tokens.Any(known => known.Name == token.Name) || tokens.Count >= MostTokens ? null : [.. tokens, token]);

    /// <summary>Removes a token; false: there is none of this name.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public bool Revoke(string name) => Change(tokens => tokens.Any(known => known.Name == name) ? [.. tokens.Where(known => known.Name != name)] : null);

    private bool Change(Func<IReadOnlyList<ApiToken>, List<ApiToken>?> change)
    {
        using var held = Hold();
        if (change(Read()) is not { } tokens)
        {
            return false;
        }

        var written = Path + ".new";
        using (var writer = new StreamWriter(written, new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = OwnerOnly }))
        {
            foreach (var token in tokens)
            {
                writer.WriteLine(token.Format());
            }

            writer.Flush();
            ((FileStream)writer.BaseStream).Flush(flushToDisk: true);
        }

        File.Move(written, Path, overwrite: true);
        return true;
    }

    private FileStream Hold()
    {
        var until = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                return new FileStream(Path + ".lock", new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.Write, Share = FileShare.None, UnixCreateMode = OwnerOnly });
            }
            catch (IOException) when (TimeProvider.System.GetElapsedTime(until) < LockPatience)
            {
                // Another process writes the file, which takes milliseconds.
                Thread.Sleep(10);
            }
        }
    }
}
