using Tsuba.Engine.Inputs;
using Tsuba.Engine.Outputs;
using Tsuba.Model.Time;

namespace Tsuba.Engine.Backtests;

/// <summary>One turn of a part as its journal has it.</summary>
/// <param name="Time">Time of the turn.</param>
/// <param name="Inputs">What came in, in order. Null stands for a restart, a takeover or another epoch: what is due comes out again.</param>
public sealed record RecordedTurn(EngineTime Time, IReadOnlyList<EngineInput?> Inputs)
{
    /// <summary>Does it again: due timers, then what came in. Equal turns on equal engines give equal states.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="outputs">Takes what it brings about.</param>
    public void Run(SchedulerEngine engine, EngineOutputs outputs)
    {
        ArgumentNullException.ThrowIfNull(engine);
        if (engine.Snapshot is not null)
        {
            engine.Advance(Time, outputs);
        }

        foreach (var input in Inputs)
        {
            if (input is null)
            {
                engine.Resume(Time, outputs);
            }
            else
            {
                engine.Apply(input, Time, outputs);
            }
        }
    }
}
