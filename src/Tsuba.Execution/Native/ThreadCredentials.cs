using System.Runtime.InteropServices;
using Tsuba.Execution.Users;

namespace Tsuba.Execution.Native;

/// <summary>
/// Lets one thread of a process that runs as root start processes as somebody else.
/// <para>
/// <c>posix_spawn</c> cannot change the user, and an extra program that could (setpriv, runuser) costs a second exec for each
/// check. In Linux credentials belong to the thread; it is the C library that copies a change to all threads. The raw system
/// calls used here change the calling thread alone. Group and supplementary groups are given up once and for good. The
/// effective and real user are changed only around the start of a process: the child inherits them, and with exec its saved user
/// becomes its effective one, and its capabilities are those of a user who is not root, that is none. Between two starts the thread is root
/// again, because managed code on it may have to open files of the runtime, and must be able to kill a set-user-id plugin.
/// </para>
/// </summary>
internal sealed unsafe class ThreadCredentials
{
    private static readonly bool _arm = RuntimeInformation.ProcessArchitecture == Architecture.Arm64;
    private static readonly nint _setGroups = _arm ? 159 : 116;
    private static readonly nint _setUser = _arm ? 147 : 117;
    private static readonly nint _setGroup = _arm ? 149 : 119;

    private readonly PluginUser _user;

    private ThreadCredentials(PluginUser user)
    {
        _user = user;
    }

    /// <summary>Gives up the groups of the calling thread; from then on the instance belongs to this thread.</summary>
    internal static ThreadCredentials Take(PluginUser user)
    {
        var groups = user.Groups.AsSpan().ToArray();
        fixed (uint* first = groups)
        {
            if (Libc.Syscall(_setGroups, groups.Length, (nint)first, 0) != 0)
            {
                throw Errno.Failed("setgroups");
            }
        }

        if (Libc.Syscall(_setGroup, (nint)user.Group, (nint)user.Group, (nint)user.Group) != 0)
        {
            throw Errno.Failed("setresgid");
        }

        return new ThreadCredentials(user);
    }

    /// <summary>The thread becomes the user, but keeps root as its saved user.</summary>
    internal void Drop()
    {
        if (Libc.Syscall(_setUser, (nint)_user.User, (nint)_user.User, 0) != 0)
        {
            throw Errno.Failed("setresuid");
        }
    }

    /// <summary>The thread is root again.</summary>
    internal static void Restore()
    {
        if (Libc.Syscall(_setUser, 0, 0, 0) != 0)
        {
            throw Errno.Failed("setresuid to root");
        }
    }
}
