using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Tsuba.Execution.Native;

namespace Tsuba.Execution.Users;

/// <summary>Who runs the plugins, with the groups and the home of the user data base.</summary>
/// <param name="Name">Name.</param>
/// <param name="User">User id.</param>
/// <param name="Group">Primary group id.</param>
/// <param name="Groups">All groups, the primary one included.</param>
/// <param name="Home">Home directory.</param>
public sealed record PluginUser(string Name, uint User, uint Group, ImmutableArray<uint> Groups, string Home)
{
    private const int BufferSize = 64 * 1024;
    private const int MostGroups = 1024;

    /// <summary>Whether this process runs as root.</summary>
    public static bool ProcessIsRoot => Libc.EffectiveUser() == 0;

    /// <summary>
    /// Who plugins run as unless an option says otherwise: started as root, <c>tsuba</c> if the machine has that user, else
    /// <c>nobody</c>; started as anyone else, null, which means as this process. Source: design 3, "plugins' user".
    /// </summary>
    /// <exception cref="InvalidOperationException">The machine has neither user.</exception>
    public static PluginUser? Default()
    {
        if (!ProcessIsRoot)
        {
            return null;
        }

        return Find("tsuba") ?? Find("nobody")
            ?? throw new InvalidOperationException("this process runs as root, and the machine has no user 'tsuba' or 'nobody' for the plugins");
    }

    /// <summary>Looks a user up by name; null if there is none.</summary>
    public static unsafe PluginUser? Find(string name)
    {
        // The entry's strings point into the buffer, so they are copied before it goes.
        var buffer = new byte[BufferSize];
        fixed (byte* start = buffer)
        {
            PasswordEntry entry;
            PasswordEntry* found;
            return Libc.FindUser(name, &entry, start, BufferSize, &found) == 0 && found != null ? Read(found) : null;
        }
    }

    /// <summary>The user of this process; null if the user data base does not know it.</summary>
    public static unsafe PluginUser? OfProcess()
    {
        var buffer = new byte[BufferSize];
        fixed (byte* start = buffer)
        {
            PasswordEntry entry;
            PasswordEntry* found;
            return Libc.FindUserById(Libc.EffectiveUser(), &entry, start, BufferSize, &found) == 0 && found != null ? Read(found) : null;
        }
    }

    private static unsafe PluginUser Read(PasswordEntry* entry)
    {
        var name = Marshal.PtrToStringUTF8((nint)entry->Name) ?? "";
        var groups = new uint[MostGroups];
        var count = groups.Length;
        fixed (uint* first = groups)
        {
            if (Libc.FindGroups(name, entry->Group, first, &count) < 0)
            {
                count = 1;
                groups[0] = entry->Group;
            }
        }

        return new PluginUser(
            name,
            entry->User,
            entry->Group,
            [.. groups.AsSpan(0, count)],
            Marshal.PtrToStringUTF8((nint)entry->Home) ?? "/");
    }
}
