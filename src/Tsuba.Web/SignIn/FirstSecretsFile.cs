namespace Tsuba.Web.SignIn;

/// <summary>
/// The first password and token of a port, told once: in a file that only the owner of the site reads, and that <c>tsuba run</c> prints
/// and removes.
/// </summary>
public static class FirstSecretsFile
{
    /// <summary>Name of the file.</summary>
    public const string Name = "first-secrets";

    /// <summary>Writes the file, if anything is new.</summary>
    /// <param name="directory">Where to.</param>
    /// <param name="prefix">Stands before each key, so that the secrets of two ports are told apart.</param>
    /// <param name="admin">The account.</param>
    /// <param name="tokens">The tokens.</param>
    public static void Write(string directory, string prefix, AdminAccount admin, ApiTokens tokens)
    {
        if (admin.NewPassword is null && tokens.NewToken is null)
        {
            return;
        }

        var options = new FileStreamOptions
        {
            Mode = FileMode.Create,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        };
        using var writer = new StreamWriter(Path.Combine(directory, Name), options);
        writer.WriteLine($"{prefix}user={AdminAccount.UserName}");
        writer.WriteLine($"{prefix}password={admin.NewPassword}");
        writer.WriteLine($"{prefix}token={tokens.NewToken}");
    }
}
