using System.Runtime.InteropServices;

namespace Tsuba.Execution.Native;

/// <summary>
/// Kills the running plugins when this process dies without a word (SIGKILL, out of memory): they have groups of their own,
/// and nobody else would watch their time limits. A small shell waits for the end of a pipe that only we hold; its end means our
/// end. The ids of the running process groups are in shared memory, which costs a store for each process and nothing else.
/// Source: reference/reliability.md, test 3.
/// </summary>
internal sealed unsafe class PluginGuard
{
    /// <summary>Reads until the end of standard input, then kills each group in the table.</summary>
    private const string Script =
        "trap '' HUP INT TERM; read -r end; od -An -v -td4 -w4 <&3 | while read -r group; do [ \"$group\" -gt 0 ] && kill -s KILL -- \"-$group\"; done";

    private const int CreateCall64 = 319;
    private const int CreateCallArm = 279;
    private const int MemoryCloseOnExec = 1;
    private const int ReadAndWrite = 3;
    private const int Shared = 1;

    private readonly int* _groups;
    private readonly int _size;
    private readonly int _life;
    private readonly int _shell;

    private PluginGuard(int* groups, int size, int life, int shell)
    {
        _groups = groups;
        _size = size;
        _life = life;
        _shell = shell;
    }

    /// <summary>A guard over so many processes; null where the machine does not let us have one.</summary>
    internal static PluginGuard? Start(int slots)
    {
        var size = slots * sizeof(int);
        int memory;
        fixed (byte* name = "tsuba-plugins\0"u8)
        {
            var call = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? CreateCallArm : CreateCall64;
            memory = (int)Libc.Syscall(call, (nint)name, MemoryCloseOnExec, 0);
        }

        if (memory < 0)
        {
            return null;
        }

        var groups = Libc.Truncate(memory, size) == 0 ? Libc.Map(null, size, ReadAndWrite, Shared, memory, 0) : -1;
        var life = -1;
        var shell = groups == -1 ? 0 : Spawn(memory, out life);
        _ = Libc.Close(memory);
        if (shell != 0)
        {
            return new PluginGuard((int*)groups, size, life, shell);
        }

        if (groups != -1)
        {
            _ = Libc.Unmap((void*)groups, size);
        }

        return null;
    }

    /// <summary>A process group is to be killed if we die.</summary>
    internal void Watch(int slot, int group) => Volatile.Write(ref _groups[slot], group);

    /// <summary>The process has ended and is about to be waited for.</summary>
    internal void Forget(int slot) => Volatile.Write(ref _groups[slot], 0);

    /// <summary>Ends the guard, which kills whatever is still in the table.</summary>
    internal void Close()
    {
        _ = Libc.Close(_life);
        int status;
        while (Libc.Wait4(_shell, &status, 0, null) < 0 && Marshal.GetLastPInvokeError() == Errno.Interrupted)
        {
        }

        _ = Libc.Unmap(_groups, _size);
    }

    /// <summary>Starts the shell with the table as descriptor 3. Returns its id, or 0; <paramref name="life"/> is our end of its pipe.</summary>
    private static int Spawn(int memory, out int life)
    {
        var ends = stackalloc int[2];
        life = -1;
        if (Libc.Pipe2(ends, Libc.CloseOnExec) != 0)
        {
            return 0;
        }

        // Blocks of the C library, which keeps addresses inside them between the calls; given back below.
        var actions = (byte*)NativeMemory.AllocZeroed(Libc.SpawnActionsSize);
        var attributes = (byte*)NativeMemory.AllocZeroed(Libc.SpawnAttributesSize);
        _ = Libc.SpawnActionsInit(actions);
        _ = Libc.SpawnAttributesInit(attributes);
        _ = Libc.SpawnAttributesSetFlags(attributes, Libc.SpawnSetSession);
        _ = Libc.SpawnActionsDuplicate(actions, ends[0], 0);
        _ = Libc.SpawnActionsDuplicate(actions, memory, 3);
        _ = Libc.SpawnActionsCloseFrom(actions, 4);
        var pid = 0;
        var vector = new ArgumentBlock();
        _ = vector.TryAdd("/bin/sh") && vector.TryAdd("-c") && vector.TryAdd(Script) && vector.TryAdd("tsuba-plugin-guard");
        vector.Seal();
        var environment = new ArgumentBlock();
        _ = environment.TryAddVariable("PATH", "/usr/bin:/bin");
        environment.Seal();
        var failed = Libc.PosixSpawn(&pid, vector.Vector[0], actions, attributes, vector.Vector, environment.Vector);
        vector.Free();
        environment.Free();
        _ = Libc.SpawnActionsDestroy(actions);
        _ = Libc.SpawnAttributesDestroy(attributes);
        NativeMemory.Free(actions);
        NativeMemory.Free(attributes);
        _ = Libc.Close(ends[0]);
        if (failed != 0)
        {
            _ = Libc.Close(ends[1]);
            return 0;
        }

        life = ends[1];
        return pid;
    }
}
