using System.Runtime.InteropServices;

namespace Tsuba.Execution.Native;

/// <summary>
/// Kills the running plugins when this process dies without a word (SIGKILL, out of memory): they have groups of their own,
/// and nobody else would watch their time limits. A small shell waits for the end of a pipe that only we hold; its end means our
/// end. The ids of the running process groups are in shared memory, which costs a store for each process and nothing else. The id of a
/// process that is just being started is not known yet: before that, its output pipe is in the table, which nobody else holds.
/// Source: reference/reliability.md, test 3; docs/decisions/0093.
/// </summary>
internal sealed unsafe class PluginGuard
{
    /// <summary>
    /// Reads until the end of standard input, then kills each group in the table (above 0), and whoever has an output pipe of the table (below 0).
    /// A child between its fork and its exec holds our end of the standard input, so whoever is to be found has its output by then.
    /// </summary>
    private const string Script =
        """
        trap '' HUP INT TERM
        read -r end
        od -An -v -td8 -w8 <&3 | while read -r entry; do
          if [ "$entry" -gt 0 ]; then
            kill -s KILL -- "-$entry"
          elif [ "$entry" -lt 0 ]; then
            for output in /proc/[0-9]*/fd/1; do
              if [ "$(readlink "$output")" = "pipe:[${entry#-}]" ]; then
                process=${output#/proc/}
                kill -s KILL -- "-${process%%/*}" "${process%%/*}"
              fi
            done
          fi
        done 2>/dev/null
        """;

    private const int CreateCall64 = 319;
    private const int CreateCallArm = 279;
    private const int MemoryCloseOnExec = 1;
    private const int ReadAndWrite = 3;
    private const int Shared = 1;

    private readonly long* _groups;
    private readonly int _size;
    private readonly int _life;
    private readonly int _shell;

    private PluginGuard(long* groups, int size, int life, int shell)
    {
        _groups = groups;
        _size = size;
        _life = life;
        _shell = shell;
    }

    /// <summary>A guard over so many processes; null where the machine does not let us have one.</summary>
    internal static PluginGuard? Start(int slots)
    {
        var size = slots * sizeof(long);
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
            return new PluginGuard((long*)groups, size, life, shell);
        }

        if (groups != -1)
        {
            _ = Libc.Unmap((void*)groups, size);
        }

        return null;
    }

    /// <summary>A process is about to be started; if we die before <see cref="Watch"/>, whoever has this pipe for its output is to be killed.</summary>
    /// <param name="slot">Its place in the table.</param>
    /// <param name="output">Either end of its output pipe.</param>
    internal void Announce(int slot, int output)
    {
        var status = stackalloc byte[Libc.FileStatusSize];
        if (Libc.FileStatus(output, status) == 0)
        {
            Volatile.Write(ref _groups[slot], -*(long*)(status + Libc.FileStatusNumber));
        }
    }

    /// <summary>A process group is to be killed if we die.</summary>
    internal void Watch(int slot, int group) => Volatile.Write(ref _groups[slot], group);

    /// <summary>The process has ended and is about to be waited for, or was not started.</summary>
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
