using System.Globalization;
using System.Runtime.InteropServices;

namespace Tsuba.Hosting.Pki;

/// <summary>
/// Keeps root from leaving files of its own in a site of another user: keys and tokens have mode 0600, so the site's daemons could not
/// read them, and would not start again.
/// </summary>
public static partial class FileOwner
{
    private const int WorkingDirectory = -100;
    private const int FollowNoLink = 0x100;
    private const uint WantUser = 0x8;

    // struct statx is the same on every processor: 256 bytes, which fields were filled at 0, the user's number at 20.
    private const int StatusSize = 256;
    private const int UserOffset = 20;

    /// <summary>Checks that what this process writes beside a file belongs to the file's owner.</summary>
    /// <exception cref="IOException">It runs as root, and the file belongs to somebody else; the text says how to become that user.</exception>
    public static void Require(string path)
    {
        if (OtherThanRoot(path) is { } owner)
        {
            throw new IOException(
                $"{path} belongs to {owner}, whose daemons could not read what root writes there; as that user: sudo -u '{owner}' tsuba ...");
        }
    }

    /// <summary>Who owns a file, where this process is root and that is somebody else; else null.</summary>
    internal static string? OtherThanRoot(string path) => Environment.IsPrivilegedProcess && UserOf(path) is { } user and not 0 ? NameOf(user) : null;

    private static uint? UserOf(string path)
    {
        var status = new byte[StatusSize];
        return ExtendedStatus(WorkingDirectory, path, FollowNoLink, WantUser, status) == 0 && (BitConverter.ToUInt32(status) & WantUser) != 0
            ? BitConverter.ToUInt32(status, UserOffset)
            : null;
    }

    // sudo takes '#NUMBER' for a user that is not in the file (of a directory service, or of a container).
    private static string NameOf(uint user)
    {
        var number = user.ToString(CultureInfo.InvariantCulture);
        var line = File.Exists("/etc/passwd") ? File.ReadLines("/etc/passwd").FirstOrDefault(entry => entry.Split(':').ElementAtOrDefault(2) == number) : null;
        return line is null ? $"#{number}" : line[..line.IndexOf(':', StringComparison.Ordinal)];
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int ExtendedStatus(int directory, string path, int flags, uint mask, [Out] byte[] status);
}
