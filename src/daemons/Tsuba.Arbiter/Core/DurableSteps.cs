using Tsuba.Dispatch.Terms;
using Tsuba.Model.Time;

namespace Tsuba.Arbiter.Core;

/// <summary>
/// Steps of the core, of which nothing leaves before the state that it follows from is durable. While the disk refuses, what comes in is
/// taken, the same step is tried again, and nothing else is decided. An arbiter that cannot write for as long as a vote lasts stops asking for
/// votes, so that another one, with a disk, can lead. Source: docs/decisions/0066. One owner, that of the core.
/// </summary>
internal sealed class DurableSteps
{
    private const long RetryMs = 500;
    private const long PatienceMs = 3_000;

    private readonly ArbiterCore _core;
    private readonly Func<ArbiterState, string?> _keep;
    private ArbiterOutputs? _held;
    private long _since;
    private long _notBefore;

    /// <param name="core">What decides.</param>
    /// <param name="keep">Makes a state durable; returns why it is not, null: it is.</param>
    internal DurableSteps(ArbiterCore core, Func<ArbiterState, string?> keep)
    {
        _core = core;
        _keep = keep;
    }

    /// <summary>What heartbeats and orders say now.</summary>
    internal TermStance Stance { get; private set; } = TermStance.Nothing;

    /// <summary>Why nothing leaves at present; null: it does.</summary>
    internal string? Failure { get; private set; }

    /// <summary>How often a state could not be made durable.</summary>
    internal long Failures { get; private set; }

    /// <summary>What may leave now; null: nothing, since the disk refuses.</summary>
    internal ArbiterOutputs? Step(EngineTime now)
    {
        if (_held is not null && now.LogicalMilliseconds < _notBefore)
        {
            return null;
        }

        var outputs = _held ?? _core.Step(now);

        // The newest state holds all that the outputs follow from; an older one must not replace it.
        if (outputs.State is not null && _keep(_core.State) is { } fault)
        {
            Hold(outputs, fault, now.LogicalMilliseconds);
            return null;
        }

        _held = null;
        Failure = null;
        Stance = _core.Stance;
        return outputs;
    }

    private void Hold(ArbiterOutputs outputs, string fault, long nowMs)
    {
        _since = _held is null ? nowMs : _since;
        _held = outputs;
        _notBefore = nowMs + RetryMs;
        Failure = fault;
        Failures++;
        if (nowMs - _since >= PatienceMs && !_core.IsAlone)
        {
            Stance = TermStance.Nothing;
        }
    }
}
