using Tsuba.Model.Items;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Scheduler.Core;

/// <summary>Batches of what a part does about commands.</summary>
public static class LateFates
{
    /// <summary>How often commands that were overtaken are looked at again: that they are once is rare.</summary>
    public const int MostLooks = 8;

    /// <summary>What the engine is given, in order.</summary>
    public static List<PartInput> Inputs(this IEnumerable<LateFate> fates) =>
        [.. fates.Where(static fate => fate.Input is not null).Select(static fate => new EngineStep(fate.Input!))];

    /// <summary>One answer for each command, under the name that its sender used.</summary>
    /// <param name="fates">What was done about each.</param>
    /// <param name="commands">The commands.</param>
    /// <param name="engine">What the engine answered, in the order of <see cref="Inputs"/>.</param>
    /// <param name="part">The part.</param>
    public static IEnumerable<CommandAnswer> Answers(this IReadOnlyList<LateFate> fates, IReadOnlyList<Command> commands, IReadOnlyList<CommandAnswer> engine, PartId part)
    {
        var next = 0;
        for (var index = 0; index < fates.Count; index++)
        {
            var answer = fates[index].Input is null ? new CommandAnswer { Sequence = commands[index].Sequence, State = fates[index].Answer, Part = part.Value } : engine[next++];
            answer.Source = commands[index].Source;
            yield return answer;
        }
    }

    /// <summary>
    /// Which of the commands are to be looked at again: later ones of their sources reached the engine by themselves between the look and the turn, from a receiver that gives them to owners
    /// itself, so it refused them as doubles.
    /// </summary>
    /// <param name="fates">What was done about each.</param>
    /// <param name="answers">The answers, one for each.</param>
    public static List<int> Overtaken(this IReadOnlyList<LateFate> fates, IReadOnlyList<CommandAnswer> answers) =>
        [.. Enumerable.Range(0, fates.Count).Where(index => fates[index].IsNew && answers[index].State == CommandState.Duplicate)];
}
