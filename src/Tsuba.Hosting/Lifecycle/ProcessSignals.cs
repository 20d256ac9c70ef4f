using System.Runtime.InteropServices;

namespace Tsuba.Hosting.Lifecycle;

/// <summary>TERM, INT and QUIT stop in good order, a second one ends the process at once; HUP reloads; USR1 opens the log files anew.</summary>
public sealed class ProcessSignals : IDisposable
{
    private const PosixSignal User1 = (PosixSignal)10;
    private const int CutOffExitCode = 130;

    private readonly List<PosixSignalRegistration> _registrations = [];
    private readonly CancellationTokenSource _stop = new();

    /// <summary>Takes the signals over until disposed.</summary>
    /// <param name="reload">Called on HUP.</param>
    /// <param name="reopenLogs">Called on USR1.</param>
    public ProcessSignals(Action reload, Action reopenLogs)
    {
        foreach (var signal in new[] { PosixSignal.SIGTERM, PosixSignal.SIGINT, PosixSignal.SIGQUIT })
        {
            _registrations.Add(PosixSignalRegistration.Create(signal, Stop));
        }

        _registrations.Add(Take(PosixSignal.SIGHUP, reload));
        _registrations.Add(Take(User1, reopenLogs));
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

    private static PosixSignalRegistration Take(PosixSignal signal, Action action) => PosixSignalRegistration.Create(signal, context =>
    {
        context.Cancel = true;
        action();
    });

    private void Stop(PosixSignalContext context)
    {
        context.Cancel = true;
        if (_stop.IsCancellationRequested)
        {
            Environment.Exit(CutOffExitCode);
        }

        _stop.Cancel();
    }
}
