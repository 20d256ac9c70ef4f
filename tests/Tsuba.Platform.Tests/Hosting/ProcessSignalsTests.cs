using System.Diagnostics;
using System.Globalization;
using Tsuba.Hosting.Lifecycle;
using Tsuba.Testing.Time;

namespace Tsuba.Platform.Tests.Hosting;

public sealed class ProcessSignalsTests
{
    private readonly ManualTime _time = new();
    private readonly List<int> _exits = [];

    [Fact]
    public void Stop_SecondTermAtAnyTime_LeavesTheOrderlyStopAlone()
    {
        using var signals = new ProcessSignals(_time, _exits.Add);

        signals.Stop(isPerson: false);
        signals.Stop(isPerson: false);
        _time.Advance(TimeSpan.FromSeconds(30));
        signals.Stop(isPerson: false);

        Assert.True(signals.Stopping.IsCancellationRequested);
        Assert.Empty(_exits);
    }

    [Fact]
    public void Stop_PersonAgainAfterAWhile_EndsTheProcess()
    {
        using var signals = new ProcessSignals(_time, _exits.Add);

        signals.Stop(isPerson: true);
        _time.Advance(TimeSpan.FromSeconds(2));
        signals.Stop(isPerson: true);

        Assert.Equal([130], _exits);
    }

    [Fact]
    public async Task HangUp_IgnoredFromTheStart_Reloads()
    {
        const int HangUp = 1;
        const nint Ignore = 1;
        var reloaded = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        ProcessSignals.SetHandler(HangUp, Ignore);
        using var signals = new ProcessSignals(TimeProvider.System, () => reloaded.TrySetResult(), () => { });

        using var kill = Process.Start("kill", ["-HUP", Environment.ProcessId.ToString(CultureInfo.InvariantCulture)]);

        await reloaded.Task.WaitAsync(TimeSpan.FromSeconds(60));
    }

    [Fact]
    public void Stop_SameKeyPressTwice_IsOneStop()
    {
        using var signals = new ProcessSignals(_time, _exits.Add);

        signals.Stop(isPerson: true);
        _time.Advance(TimeSpan.FromMilliseconds(300));
        signals.Stop(isPerson: true);

        Assert.Empty(_exits);
    }
}
