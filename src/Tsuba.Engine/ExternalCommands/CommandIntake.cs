using System.Collections.Frozen;
using Tsuba.Engine.Explain;
using Tsuba.Engine.Inputs;
using Tsuba.Engine.Outputs.Events;
using Tsuba.Engine.Parts;
using Tsuba.Model.ExternalCommands;
using Tsuba.Model.Items;

namespace Tsuba.Engine.ExternalCommands;

/// <summary>Takes external commands in: refuses doubles, reads the line, finds the target, carries out, answers.</summary>
internal sealed class CommandIntake(Brain brain)
{
    private static readonly FrozenDictionary<string, CommandEffect> _effects =
        ItemCommands.Effects()
            .Concat(ScheduleCommands.Effects())
            .Concat(TalkCommands.Effects())
            .Concat(ChangeCommands.Effects())
            .Concat(ProgramCommands.Effects())
            .Concat(GroupCommands.Effects())
            .Concat(RecurrenceCommands.Effects())
            .Concat(ContactCommands.Effects())
            .ToFrozenDictionary(effect => effect.Name, effect => effect.Effect, StringComparer.Ordinal);

    // The arbiter holds such commands until the state has arrived; this is for who does not.
    private const string OnItsWay = "the host is on its way from another part";

    private readonly Part _part = brain.Part;

    /// <summary>Names of all commands that are carried out here.</summary>
    public static IEnumerable<string> Names => _effects.Keys.Append("PROCESS_HOST_CHECK_RESULT").Append("PROCESS_SERVICE_CHECK_RESULT");

    /// <summary>Takes a command in and answers it.</summary>
    public void Take(CommandReceived input)
    {
        var isResult = ExternalCommandParser.TryParsePassiveResult(input.Line, CommandLineLimits.DefaultMaxLength, out var passive);
        var parsed = isResult ? default : ExternalCommandParser.Parse(input.Line, CommandLineLimits.DefaultMaxLength);
        var host = isResult ? passive.Host : parsed.IsUnderstood ? parsed.Command.HostName : null;
        var isElsewhere = !host.IsEmpty && !IsHere(host);
        if (!IsNew(input, host, isElsewhere))
        {
            Answer(input, applied: false, duplicate: true, "this command was received before");
            return;
        }

        var refusal = isResult ? Apply(passive) : Apply(parsed);
        Answer(input, applied: refusal is null, duplicate: false, refusal ?? "", isElsewhere);
    }

    /// <summary>The highest number of each source, about a host or, with an empty name, about none; null: the host is not here.</summary>
    public IReadOnlyDictionary<string, ulong>? MarksOf(string host)
    {
        if (host.Length > 0 && !IsHere(host))
        {
            return null;
        }

        var isByHost = host.Length > 0 && _part.Semantics >= SemanticsVersions.MarksByHost;
        return (isByHost ? _part.HostMarks.Of(host) : _part.Sources.ByUse).ToDictionary(mark => mark.Item1, mark => mark.Item2, StringComparer.Ordinal);
    }

    // Of what is for a host that is not here nothing is kept: it may come again when the host is. A part that the host left may have had what comes under a name of its way.
    private bool IsNew(CommandReceived input, ReadOnlySpan<char> host, bool isElsewhere) =>
        host.IsEmpty || _part.Semantics < SemanticsVersions.MarksByHost ? _part.Sources.IsNew(input.Source, input.Sequence)
            : isElsewhere || _part.HostMarks.IsNew(host, CommandMarks.NameOf(_part.Semantics, input.Source), input.Sequence);

    private bool IsHere(ReadOnlySpan<char> host) => _part.Find(ItemId.OfHost(host)) is >= 0 and var index && !_part.Rows[index].Has(ItemFlags.Awaited);

    private string? Apply(PassiveResult passive)
    {
        var index = _part.Find(passive.Item);
        return index < 0 ? Unknown(passive.Kind == ItemKind.Host ? $"{passive.Host}" : $"{passive.Host};{passive.Description}")
            : _part.Rows[index].Has(ItemFlags.Awaited) ? OnItsWay
            : brain.Results.TakePassive(index, passive.Timestamp, passive.Code, passive.Output.ToString());
    }

    private string? Apply(ExternalCommandResult result)
    {
        if (!result.IsUnderstood)
        {
            return result.Refusal;
        }

        if (_part.Settings.LogExternalCommands)
        {
            _part.Log(-1, $"EXTERNAL COMMAND: {result.Command}");
        }

        return result.Command.Row.Refusal ?? Apply(result.Command);
    }

    private string? Apply(ExternalCommand command)
    {
        if (!_effects.TryGetValue(command.Name, out var effect))
        {
            return command.Row.Routing == CommandRouting.Arbiter ? "this command is for the arbiter" : $"{command.Name} is not supported";
        }

        if (command.HostName is not { } host)
        {
            return effect(brain, -1, new CommandArguments(command, 0));
        }

        var service = command.ServiceDescription;
        var index = _part.Find(ItemId.Of(host, service));
        return index < 0 ? Unknown(new ItemName(host, service).ToString())
            : _part.Rows[index].Has(ItemFlags.Awaited) ? OnItsWay
            : effect(brain, index, new CommandArguments(command, service is null ? 1 : 2));
    }

    private string Unknown(string name)
    {
        _part.Decide(-1, Reason.UnknownItem, detail: name);
        return $"there is no '{name}' in this part";
    }

    private void Answer(CommandReceived input, bool applied, bool duplicate, string text, bool isElsewhere = false) => _part.Out.Events.Add(new CommandAnswered
    {
        Source = input.Source,
        Sequence = input.Sequence,
        Applied = applied,
        Duplicate = duplicate,
        Text = text,
        IsElsewhere = isElsewhere,
        Line = ExternalCommandParser.WithoutTimestamp(input.Line).ToString(),
    });
}
