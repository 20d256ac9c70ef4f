using System.Security.Cryptography;

namespace Tsuba.Web.SignIn;

/// <summary>
/// The account that every site has from its first start: <c>admin</c>, with a password that is made once, told once, and kept only
/// as a hash in a file of mode 0600. Deleting the file makes a new password at the next start.
/// </summary>
public sealed class AdminAccount
{
    /// <summary>Its name.</summary>
    public const string UserName = "admin";

    private const string Letters = "abcdefghijkmnpqrstuvwxyz23456789";
    private readonly string _hash;

    private AdminAccount(string hash, string? newPassword)
    {
        _hash = hash;
        NewPassword = newPassword;
    }

    /// <summary>The password, only where it was made just now.</summary>
    public string? NewPassword { get; }

    /// <summary>Reads the file, or makes a password and writes it.</summary>
    public static AdminAccount Open(string path)
    {
        if (File.Exists(path))
        {
            return new AdminAccount(File.ReadAllText(path).Trim(), null);
        }

        var password = RandomNumberGenerator.GetString(Letters, 16);
        var hash = PasswordHash.Create(password);
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        };
        using var writer = new StreamWriter(path, options);
        writer.WriteLine(hash);
        return new AdminAccount(hash, password);
    }

    /// <summary>Whether the password is right.</summary>
    public bool Accepts(string password) => PasswordHash.Fits(password, _hash);
}
