using Tsuba.Engine.Inputs;
using Tsuba.Engine.Outputs;
using Tsuba.Model.Time;

namespace Tsuba.Engine.Scenarios;

/// <summary>
/// An engine in virtual time. A plugin answers in the moment in which it is started, unless the answer is withheld, and every action
/// that is not withheld succeeds in the moment in which it is raised. The machinery under <c>simulate</c>, <c>whatif</c> and <c>backtest</c>.
/// </summary>
internal sealed class VirtualEngine
{
    private const int MaxTurnsWithoutTime = 100_000;

    private readonly EngineOutputs _outputs = new();
    private readonly Queue<EngineInput> _inputs = new();
    private readonly string _worker;
    private readonly Func<CheckDue, PluginAnswer?> _answer;
    private readonly Action<EngineOutputs> _observe;

    /// <summary>An engine at a time.</summary>
    /// <param name="engine">The engine; nobody else may use it.</param>
    /// <param name="start">Its first turn is not before that.</param>
    /// <param name="worker">Who runs plugins and actions, as the results say it.</param>
    /// <param name="answer">What the plugin of a check says; null: nothing now.</param>
    /// <param name="observe">Told what each turn brought about, before anything is answered.</param>
    public VirtualEngine(SchedulerEngine engine, EngineTime start, string worker, Func<CheckDue, PluginAnswer?> answer, Action<EngineOutputs> observe)
    {
        Engine = engine;
        Now = start;
        _worker = worker;
        _answer = answer;
        _observe = observe;
    }

    /// <summary>The engine.</summary>
    public SchedulerEngine Engine { get; }

    /// <summary>The time.</summary>
    public EngineTime Now { get; private set; }

    /// <summary>Whether the receipt of an action is withheld; by default of none.</summary>
    public Func<ActionDue, bool> Withholds { get; init; } = static _ => false;

    /// <summary>Everything due until a logical time happens, each at its time; false where the engine does not get past a moment.</summary>
    public bool AdvanceTo(long logicalMilliseconds)
    {
        var turns = 0;
        while (Engine.NextTimerLogicalMilliseconds is { } due && due <= logicalMilliseconds)
        {
            turns = due > Now.LogicalMilliseconds ? 0 : turns + 1;
            if (turns > MaxTurnsWithoutTime)
            {
                MoveTo(logicalMilliseconds);
                return false;
            }

            MoveTo(due);
            Turn();
        }

        MoveTo(logicalMilliseconds);
        return true;
    }

    /// <summary>Both clocks as a turn of the past had them; what is due by then happens in this one turn.</summary>
    public void TurnAt(EngineTime now)
    {
        Now = now;
        Turn();
    }

    /// <summary>An input, now, and everything that follows from it at once.</summary>
    public void Apply(EngineInput input)
    {
        Engine.Apply(input, Now, _outputs);
        Drain();
    }

    /// <summary>What is due but not done comes out again, as after a restart.</summary>
    public void Resume()
    {
        Engine.Resume(Now, _outputs);
        Drain();
    }

    private void Turn()
    {
        Engine.Advance(Now, _outputs);
        Drain();
    }

    private void MoveTo(long logicalMilliseconds)
    {
        if (logicalMilliseconds > Now.LogicalMilliseconds)
        {
            Now = Now.Plus(TimeSpan.FromMilliseconds(logicalMilliseconds - Now.LogicalMilliseconds));
        }
    }

    // What a turn brought about is answered in further turns of the same time, in order.
    private void Drain()
    {
        Collect();
        while (_inputs.TryDequeue(out var input))
        {
            Engine.Apply(input, Now, _outputs);
            Collect();
        }
    }

    private void Collect()
    {
        _observe(_outputs);
        foreach (var check in _outputs.Checks)
        {
            if (_answer(check) is { } answer)
            {
                _inputs.Enqueue(new CheckResult
                {
                    Item = check.Item,
                    Occurrence = check.Occurrence,
                    ExitCode = answer.Code,
                    Output = answer.Output,
                    StartUtcMilliseconds = Now.UtcMilliseconds,
                    Poller = _worker,
                });
            }
        }

        foreach (var action in _outputs.Actions)
        {
            if (!Withholds(action))
            {
                _inputs.Enqueue(new ActionFinished(action.Id, Succeeded: true, "", _worker));
            }
        }

        _outputs.Clear();
    }
}
