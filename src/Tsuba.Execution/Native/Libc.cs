using System.Runtime.InteropServices;

namespace Tsuba.Execution.Native;

/// <summary>
/// The calls into the C library that starting and watching processes needs. Everything here is <c>unsafe</c> because the kernel
/// takes addresses; no pointer leaves this namespace. Structures that are only passed through are raw blocks, larger than in any
/// C library for Linux.
/// </summary>
internal static unsafe partial class Libc
{
    internal const int CloseOnExec = 0x80000;
    internal const int NonBlocking = 0x800;
    internal const int ReadWrite = 2;
    internal const int SetFileFlags = 4;

    internal const int EpollAdd = 1;
    internal const uint EpollIn = 1;

    internal const int LimitDescriptors = 7;

    internal const int Kill = 9;

    /// <summary>Flags of <c>posix_spawnattr_setflags</c>: a process group of its own, default signals, empty mask, a session of its own.</summary>
    internal const short SpawnSetGroup = 0x02;
    internal const short SpawnSetSignalDefault = 0x04;
    internal const short SpawnSetSignalMask = 0x08;
    internal const short SpawnSetSession = 0x80;

    internal const int SpawnAttributesSize = 512;
    internal const int SpawnActionsSize = 256;
    internal const int SignalSetSize = 128;
    internal const int ResourceUsageSize = 256;
    internal const int FileStatusSize = 256;

    /// <summary>Where the 64-bit inode number is in the structure of <c>fstat</c>, behind the 64-bit device number (64-bit x86 and ARM alike).</summary>
    internal const int FileStatusNumber = 8;

    private const string Name = "libc";

    [LibraryImport(Name, EntryPoint = "pipe2", SetLastError = true)]
    internal static partial int Pipe2(int* ends, int flags);

    [LibraryImport(Name, EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Open(string path, int flags);

    [LibraryImport(Name, EntryPoint = "close")]
    internal static partial int Close(int descriptor);

    [LibraryImport(Name, EntryPoint = "read", SetLastError = true)]
    internal static partial nint Read(int descriptor, byte* buffer, nint size);

    [LibraryImport(Name, EntryPoint = "write", SetLastError = true)]
    internal static partial nint Write(int descriptor, byte* buffer, nint size);

    [LibraryImport(Name, EntryPoint = "fcntl", SetLastError = true)]
    internal static partial int Fcntl(int descriptor, int command, nint argument);

    [LibraryImport(Name, EntryPoint = "fstat", SetLastError = true)]
    internal static partial int FileStatus(int descriptor, byte* status);

    [LibraryImport(Name, EntryPoint = "ftruncate", SetLastError = true)]
    internal static partial int Truncate(int descriptor, nint size);

    /// <summary>Returns -1 where it fails.</summary>
    [LibraryImport(Name, EntryPoint = "mmap", SetLastError = true)]
    internal static partial nint Map(void* wanted, nint size, int protection, int flags, int descriptor, nint offset);

    [LibraryImport(Name, EntryPoint = "munmap")]
    internal static partial int Unmap(void* start, nint size);

    [LibraryImport(Name, EntryPoint = "epoll_create1", SetLastError = true)]
    internal static partial int EpollCreate1(int flags);

    [LibraryImport(Name, EntryPoint = "epoll_ctl", SetLastError = true)]
    internal static partial int EpollControl(int epoll, int operation, int descriptor, byte* occurrence);

    [LibraryImport(Name, EntryPoint = "epoll_wait", SetLastError = true)]
    internal static partial int EpollWait(int epoll, byte* occurrences, int most, int timeoutMilliseconds);

    [LibraryImport(Name, EntryPoint = "eventfd", SetLastError = true)]
    internal static partial int EventDescriptor(uint initial, int flags);

    [LibraryImport(Name, EntryPoint = "wait4", SetLastError = true)]
    internal static partial int Wait4(int pid, int* status, int options, byte* usage);

    [LibraryImport(Name, EntryPoint = "kill", SetLastError = true)]
    internal static partial int SendSignal(int pid, int signal);

    /// <summary>Fills two 64-bit numbers: the limit that holds, and how far it may be raised.</summary>
    [LibraryImport(Name, EntryPoint = "getrlimit", SetLastError = true)]
    internal static partial int GetLimit(int resource, ulong* limits);

    [LibraryImport(Name, EntryPoint = "geteuid")]
    internal static partial uint EffectiveUser();

    /// <summary>Raw system calls: those without a wrapper, and those whose wrapper acts on all threads (see <see cref="ThreadCredentials"/>).</summary>
    [LibraryImport(Name, EntryPoint = "syscall", SetLastError = true)]
    internal static partial nint Syscall(nint number, nint first, nint second, nint third);

    [LibraryImport(Name, EntryPoint = "posix_spawnp")]
    internal static partial int PosixSpawn(int* pid, byte* file, byte* actions, byte* attributes, byte** arguments, byte** environment);

    [LibraryImport(Name, EntryPoint = "posix_spawnattr_init")]
    internal static partial int SpawnAttributesInit(byte* attributes);

    [LibraryImport(Name, EntryPoint = "posix_spawnattr_destroy")]
    internal static partial int SpawnAttributesDestroy(byte* attributes);

    [LibraryImport(Name, EntryPoint = "posix_spawnattr_setflags")]
    internal static partial int SpawnAttributesSetFlags(byte* attributes, short flags);

    [LibraryImport(Name, EntryPoint = "posix_spawnattr_setsigdefault")]
    internal static partial int SpawnAttributesSetSignalDefault(byte* attributes, byte* signals);

    [LibraryImport(Name, EntryPoint = "posix_spawnattr_setsigmask")]
    internal static partial int SpawnAttributesSetSignalMask(byte* attributes, byte* signals);

    [LibraryImport(Name, EntryPoint = "posix_spawn_file_actions_init")]
    internal static partial int SpawnActionsInit(byte* actions);

    [LibraryImport(Name, EntryPoint = "posix_spawn_file_actions_destroy")]
    internal static partial int SpawnActionsDestroy(byte* actions);

    [LibraryImport(Name, EntryPoint = "posix_spawn_file_actions_adddup2")]
    internal static partial int SpawnActionsDuplicate(byte* actions, int from, int to);

    [LibraryImport(Name, EntryPoint = "posix_spawn_file_actions_addchdir_np")]
    internal static partial int SpawnActionsChangeDirectory(byte* actions, byte* path);

    [LibraryImport(Name, EntryPoint = "posix_spawn_file_actions_addclosefrom_np")]
    internal static partial int SpawnActionsCloseFrom(byte* actions, int first);

    [LibraryImport(Name, EntryPoint = "sigemptyset")]
    internal static partial int SignalSetEmpty(byte* signals);

    [LibraryImport(Name, EntryPoint = "sigfillset")]
    internal static partial int SignalSetFill(byte* signals);

    [LibraryImport(Name, EntryPoint = "getpwnam_r", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int FindUser(string name, PasswordEntry* entry, byte* buffer, nint size, PasswordEntry** found);

    [LibraryImport(Name, EntryPoint = "getpwuid_r")]
    internal static partial int FindUserById(uint id, PasswordEntry* entry, byte* buffer, nint size, PasswordEntry** found);

    [LibraryImport(Name, EntryPoint = "getgrouplist", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int FindGroups(string user, uint group, uint* groups, int* count);
}
