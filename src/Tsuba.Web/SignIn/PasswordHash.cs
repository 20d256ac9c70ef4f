using System.Globalization;
using System.Security.Cryptography;

namespace Tsuba.Web.SignIn;

/// <summary>A password as it is kept: PBKDF2 with SHA-256, a salt of its own and the number of rounds written beside it.</summary>
public static class PasswordHash
{
    private const int Rounds = 210_000;
    private const int SaltBytes = 16;
    private const int HashBytes = 32;

    /// <summary>Hashes a password with a new salt.</summary>
    public static string Create(string password)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        var hash = Rfc2898DeriveBytes.Pbkdf2(password, salt, Rounds, HashAlgorithmName.SHA256, HashBytes);
        return string.Create(CultureInfo.InvariantCulture, $"pbkdf2-sha256${Rounds}${Convert.ToBase64String(salt)}${Convert.ToBase64String(hash)}");
    }

    /// <summary>Whether a password fits; false for a text that is no hash of ours.</summary>
    public static bool Fits(string password, string kept)
    {
        var fields = kept.Split('$');
        if (fields.Length != 4
            || fields[0] != "pbkdf2-sha256"
            || !int.TryParse(fields[1], NumberStyles.None, CultureInfo.InvariantCulture, out var rounds)
            || rounds is < 1 or > 10_000_000)
        {
            return false;
        }

        Span<byte> salt = stackalloc byte[64];
        Span<byte> hash = stackalloc byte[64];
        if (!Convert.TryFromBase64String(fields[2], salt, out var saltLength) || !Convert.TryFromBase64String(fields[3], hash, out var hashLength) || hashLength == 0)
        {
            return false;
        }

        var computed = Rfc2898DeriveBytes.Pbkdf2(password, salt[..saltLength], rounds, HashAlgorithmName.SHA256, hashLength);
        return CryptographicOperations.FixedTimeEquals(computed, hash[..hashLength]);
    }
}
