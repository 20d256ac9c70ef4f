using System.Runtime.InteropServices;

namespace Tsuba.Hosting.Lifecycle;

/// <summary>
/// TERM, INT and QUIT stop in good order; HUP reloads; USR1 opens the log files anew. A further TERM changes nothing: service managers
/// and <c>timeout</c> send several, and the stop has a deadline of its own. A further INT or QUIT, by a person who does not want to wait,
/// ends the process at once; one that comes within a second is taken for the same key press, since a terminal and a launcher may
/// both pass it on.
/// </summary>
public sealed partial class ProcessSignals : IDisposable
{
    private const PosixSignal User1 = (PosixSignal)10;
    private const int CutOffExitCode = 130;
    private const int HangUp = 1;
    private const nint DefaultHandler = 0;
    private static readonly TimeSpan SamePress = TimeSpan.FromSeconds(1);

    private readonly List<PosixSignalRegistration> _registrations = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly TimeProvider _time;
    private readonly Action<int> _cutOff;
    private readonly Lock _gate = new();
    private long _stopped = -1;

    /// <summary>Takes the signals over until disposed.</summary>
    /// <param name="time">Clock.</param>
    /// <param name="reload">Called on HUP.</param>
    /// <param name="reopenLogs">Called on USR1.</param>
    public ProcessSignals(TimeProvider time, Action reload, Action reopenLogs)
        : this(time, Environment.Exit)
    {
        foreach (var signal in new[] { PosixSignal.SIGTERM, PosixSignal.SIGINT, PosixSignal.SIGQUIT })
        {
            _registrations.Add(Take(signal, () => Stop(isPerson: signal != PosixSignal.SIGTERM)));
        }

        // Under nohup HUP is ignored from the start, and the runtime leaves an ignored signal alone. It is the order to reload all the same.
        SetHandler(HangUp, DefaultHandler);
        _registrations.Add(Take(PosixSignal.SIGHUP, reload));
        _registrations.Add(Take(User1, reopenLogs));
    }

    internal ProcessSignals(TimeProvider time, Action<int> cutOff)
    {
        _time = time;
        _cutOff = cutOff;
    }

    /// <summary>Cancelled by the first signal that stops.</summary>
    public CancellationToken Stopping => _stop.Token;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var registration in _registrations)
        {
            registration.Dispose();
        }

        _stop.Dispose();
    }

    /// <summary>A signal that stops has come.</summary>
    /// <param name="isPerson">INT or QUIT.</param>
    internal void Stop(bool isPerson)
    {
        lock (_gate)
        {
            if (_stopped >= 0)
            {
                if (isPerson && _time.GetElapsedTime(_stopped) >= SamePress)
                {
                    _cutOff(CutOffExitCode);
                }

                return;
            }

            _stopped = _time.GetTimestamp();
        }

        _stop.Cancel();
    }

    /// <summary><c>signal(2)</c>.</summary>
    [LibraryImport("libc", EntryPoint = "signal")]
    internal static partial nint SetHandler(int signal, nint handler);

    private static PosixSignalRegistration Take(PosixSignal signal, Action action) => PosixSignalRegistration.Create(signal, context =>
    {
        context.Cancel = true;
        action();
    });
}
