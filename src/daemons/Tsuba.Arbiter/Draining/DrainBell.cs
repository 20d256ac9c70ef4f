namespace Tsuba.Arbiter.Draining;

/// <summary>
/// Rings when there are answers for a daemon whose buffer is being polled: the poll is ended and asked again with the answers, so
/// that whoever waits for them has them at once. Calls younger than 20 ms are left alone for that long, since they mostly end by themselves;
/// calls that carry answers are never ended, since they are not held back.
/// </summary>
internal sealed class DrainBell
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(20);

    private readonly Lock _gate = new();
    private bool _rung;
    private CancellationTokenSource? _call;

    internal void Ring()
    {
        lock (_gate)
        {
            if (!_rung)
            {
                _rung = true;
                _call?.CancelAfter(Patience);
            }
        }
    }

    /// <summary>Answers are about to be taken.</summary>
    internal void Reset()
    {
        lock (_gate)
        {
            _rung = false;
        }
    }

    internal void Begin(CancellationTokenSource call)
    {
        lock (_gate)
        {
            _call = call;
            if (_rung)
            {
                call.CancelAfter(Patience);
            }
        }
    }

    internal void End()
    {
        lock (_gate)
        {
            _call = null;
        }
    }
}
