using System.Runtime.InteropServices;
using Tsuba.Execution.Plugins;
using Tsuba.Model.Invocations;

namespace Tsuba.Execution.Native;

/// <summary>
/// Starts processes by <c>posix_spawn</c>, never by fork from managed code. Owned by one thread. A child has its own process group (so
/// a time-out can kill all of it, and Ctrl-C on our terminal cannot), default signals (the runtime ignores SIGPIPE, and ignored
/// signals survive exec), standard input from /dev/null, a pipe each for output and error, no other descriptor, and / as its
/// directory. It has no session of its own: with each session Linux makes a new scheduling group, and on a busy machine the child
/// then waits for its turn half-way to its exec, with us waiting for it; that halves the rate.
/// </summary>
internal sealed unsafe class Spawner
{
    private const string Shell = "/bin/sh";
    private const int OpenProcessCall = 434;

    private readonly ArgumentBlock _arguments = new();
    private readonly ArgumentBlock _environment = new();
    private readonly ArgumentBlock _baseEnvironment = new();
    private readonly KeyValuePair<string, string>[] _base;
    private readonly ThreadCredentials? _credentials;
    private readonly byte* _attributes;
    private readonly byte* _actions;
    private readonly byte* _root;
    private readonly int _null;
    private byte** _variables;

    internal Spawner(IEnumerable<KeyValuePair<string, string>> environment, ThreadCredentials? credentials)
    {
        _credentials = credentials;
        _base = [.. environment];
        foreach (var (name, value) in _base)
        {
            if (!_baseEnvironment.TryAddVariable(name, value))
            {
                throw new ArgumentException($"'{name}' cannot be an environment variable", nameof(environment));
            }
        }

        _baseEnvironment.Seal();
        _null = OpenNull();

        // Native memory, since the C library keeps addresses inside these blocks between calls.
        _attributes = (byte*)NativeMemory.AllocZeroed(Libc.SpawnAttributesSize);
        _actions = (byte*)NativeMemory.AllocZeroed(Libc.SpawnActionsSize);
        _root = (byte*)NativeMemory.AllocZeroed(2);
        _root[0] = (byte)'/';
        var signals = stackalloc byte[Libc.SignalSetSize];
        _ = Libc.SpawnAttributesInit(_attributes);
        _ = Libc.SignalSetFill(signals);
        _ = Libc.SpawnAttributesSetSignalDefault(_attributes, signals);
        _ = Libc.SignalSetEmpty(signals);
        _ = Libc.SpawnAttributesSetSignalMask(_attributes, signals);
        _ = Libc.SpawnAttributesSetFlags(
            _attributes, Libc.SpawnSetGroup | Libc.SpawnSetSignalDefault | Libc.SpawnSetSignalMask);
    }

    /// <param name="invocation">What to start.</param>
    /// <param name="guard">Is told of the process before there is one; null: there is no guard.</param>
    /// <param name="slot">Its place in the guard's table.</param>
    internal Child Start(CommandInvocation invocation, PluginGuard? guard, int slot)
    {
        if (Refusal(invocation) is { } refusal)
        {
            return Child.NotStarted(refusal);
        }

        var output = stackalloc int[2];
        var error = stackalloc int[2];
        if (Libc.Pipe2(output, Libc.CloseOnExec) != 0)
        {
            return Child.NotStarted(StartFailure.Describe(Program(invocation), Marshal.GetLastPInvokeError()));
        }

        if (Libc.Pipe2(error, Libc.CloseOnExec) != 0)
        {
            var number = Marshal.GetLastPInvokeError();
            _ = Libc.Close(output[0]);
            _ = Libc.Close(output[1]);
            return Child.NotStarted(StartFailure.Describe(Program(invocation), number));
        }

        guard?.Announce(slot, output[0]);
        var pid = 0;
        var failed = Spawn(&pid, output[1], error[1]);
        if (failed == Errno.NotExecutable)
        {
            // A script without a "#!" line: execvp, and with it every monitoring system before us, gives it to the shell.
            PrepareScript(invocation);
            failed = Spawn(&pid, output[1], error[1]);
        }

        _ = Libc.Close(output[1]);
        _ = Libc.Close(error[1]);
        if (failed != 0)
        {
            _ = Libc.Close(output[0]);
            _ = Libc.Close(error[0]);
            return Child.NotStarted(StartFailure.Describe(Program(invocation), failed));
        }

        _ = Libc.Fcntl(output[0], Libc.SetFileFlags, Libc.NonBlocking);
        _ = Libc.Fcntl(error[0], Libc.SetFileFlags, Libc.NonBlocking);

        // The child has not been waited for, so its id cannot have been given to another process.
        var watch = (int)Libc.Syscall(OpenProcessCall, pid, 0, 0);
        if (watch < 0)
        {
            var number = Marshal.GetLastPInvokeError();
            KillGroup(pid);
            int status;
            _ = Libc.Wait4(pid, &status, 0, null);
            _ = Libc.Close(output[0]);
            _ = Libc.Close(error[0]);
            return Child.NotStarted(StartFailure.Describe(Program(invocation), number));
        }

        return new Child(pid, watch, output[0], error[0], Failure: null);
    }

    /// <summary>Kills a whole process group. The caller has not yet waited for its leader, so the id is still its own.</summary>
    internal static void KillGroup(int leader) => _ = Libc.SendSignal(-leader, Libc.Kill);

    /// <summary>Gives everything back; the last call.</summary>
    internal void Close()
    {
        _ = Libc.SpawnAttributesDestroy(_attributes);
        NativeMemory.Free(_attributes);
        NativeMemory.Free(_actions);
        NativeMemory.Free(_root);
        _ = Libc.Close(_null);
        _arguments.Free();
        _environment.Free();
        _baseEnvironment.Free();
    }

    private static string Program(CommandInvocation invocation) =>
        invocation.ShellLine is null && !invocation.Arguments.IsEmpty ? invocation.Arguments[0] : Shell;

    /// <summary>/dev/null on a descriptor above 2: a child's standard descriptors are replaced one after another.</summary>
    private static int OpenNull()
    {
        while (true)
        {
            // Where this process was started with closed standard descriptors, they are filled for good, so that no pipe gets their numbers.
            var descriptor = Libc.Open("/dev/null", Libc.CloseOnExec | Libc.ReadWrite);
            if (descriptor is < 0 or > 2)
            {
                return descriptor >= 0 ? descriptor : throw Errno.Failed("open /dev/null");
            }
        }
    }

    /// <summary>Fills the vectors; says why if that is not possible.</summary>
    private string? Refusal(CommandInvocation invocation)
    {
        _arguments.Clear();
        if (invocation.ShellLine is { } line)
        {
            _ = _arguments.TryAdd(Shell) && _arguments.TryAdd("-c");
            if (!_arguments.TryAdd(line))
            {
                return "the command line holds a NUL character";
            }
        }
        else
        {
            if (invocation.Arguments.IsEmpty || invocation.Arguments[0].Length == 0)
            {
                return "the command is empty";
            }

            foreach (var argument in invocation.Arguments)
            {
                if (!_arguments.TryAdd(argument))
                {
                    return "an argument of the command holds a NUL character";
                }
            }
        }

        _arguments.Seal();
        _variables = _baseEnvironment.Vector;
        return invocation.Environment.IsEmpty ? null : EnvironmentRefusal(invocation);
    }

    private string? EnvironmentRefusal(CommandInvocation invocation)
    {
        _environment.Clear();
        foreach (var (name, value) in invocation.Environment)
        {
            if (!_environment.TryAddVariable(name, value))
            {
                return $"the environment variable '{name.Replace('\0', '?')}' holds a character that none can hold";
            }
        }

        foreach (var (name, value) in _base)
        {
            if (!Names(invocation, name))
            {
                _ = _environment.TryAddVariable(name, value);
            }
        }

        _environment.Seal();
        _variables = _environment.Vector;
        return null;
    }

    private static bool Names(CommandInvocation invocation, string name)
    {
        foreach (var variable in invocation.Environment)
        {
            if (string.Equals(variable.Key, name, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private void PrepareScript(CommandInvocation invocation)
    {
        _arguments.Clear();
        _ = _arguments.TryAdd(Shell);
        foreach (var argument in invocation.Arguments)
        {
            _ = _arguments.TryAdd(argument);
        }

        _arguments.Seal();
    }

    private int Spawn(int* pid, int output, int error)
    {
        _ = Libc.SpawnActionsInit(_actions);
        _ = Libc.SpawnActionsDuplicate(_actions, _null, 0);
        _ = Libc.SpawnActionsDuplicate(_actions, output, 1);
        _ = Libc.SpawnActionsDuplicate(_actions, error, 2);
        _ = Libc.SpawnActionsCloseFrom(_actions, 3);
        _ = Libc.SpawnActionsChangeDirectory(_actions, _root);
        try
        {
            _credentials?.Drop();
            return Libc.PosixSpawn(pid, _arguments.Vector[0], _actions, _attributes, _arguments.Vector, _variables);
        }
        finally
        {
            if (_credentials is not null)
            {
                ThreadCredentials.Restore();
            }

            _ = Libc.SpawnActionsDestroy(_actions);
        }
    }
}
