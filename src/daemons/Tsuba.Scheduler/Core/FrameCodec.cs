using System.Collections.Immutable;
using System.Diagnostics;
using Google.Protobuf;
using Tsuba.Engine;
using Tsuba.Engine.Inputs;
using Tsuba.Model.Items;
using Tsuba.Model.Snapshots;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Scheduler.Core;

/// <summary>Translates inputs to what a frame holds, and back: replay of the bytes gives the same inputs.</summary>
public static class FrameCodec
{
    /// <summary>Type of the frames that hold a <see cref="JournalTurn"/>.</summary>
    public const byte Turn = 1;

    /// <summary>
    /// The same, with a configuration or another version of the rules among the inputs: a segment begins with the frame, and a follower fetches the
    /// chunks of the configuration when it stores it.
    /// </summary>
    public const byte TurnWithConfiguration = 2;

    private static readonly MessageParser<JournalTurnInputs> InputsParser = JournalTurnInputs.Parser.WithDiscardUnknownFields(true);
    private static readonly MessageParser<JournalTurnEvents> EventsParser = JournalTurnEvents.Parser.WithDiscardUnknownFields(true);

    /// <summary>The inputs of a frame, without its events.</summary>
    public static JournalTurnInputs ReadInputs(ReadOnlySpan<byte> payload) => InputsParser.ParseFrom(payload);

    /// <summary>The configurations that a frame puts into force.</summary>
    public static IEnumerable<ConfigurationManifest> Manifests(ReadOnlySpan<byte> payload) => ReadInputs(payload).Inputs
        .Where(input => input.KindCase == JournalInput.KindOneofCase.Configuration)
        .Select(input => input.Configuration.Manifest);

    /// <summary>The version of the rules that a frame raises its part to; null: it does not.</summary>
    public static uint? Semantics(ReadOnlySpan<byte> payload) => ReadInputs(payload).Inputs
        .Where(input => input.KindCase == JournalInput.KindOneofCase.Semantics)
        .Select(input => (uint?)input.Semantics.Version)
        .Max();

    /// <summary>The events of a frame, without its inputs.</summary>
    public static JournalTurnEvents ReadEvents(ReadOnlySpan<byte> payload) => EventsParser.ParseFrom(payload);

    /// <summary>An input as the frame holds it.</summary>
    public static JournalInput Encode(PartInput input) => input switch
    {
        EngineStep step => Encode(step.Input),
        ConfigurationStep step => new JournalInput
        {
            Configuration = new ConfigurationInput { Manifest = step.Manifest, Leaving = { step.Leaving }, Awaited = { step.Awaited } },
        },
        ResumeStep => new JournalInput { Resume = new ResumeInput() },
        SkipEventsStep step => new JournalInput { SkipEvents = new SkipEventsInput { To = step.To } },
        _ => throw new UnreachableException(input.ToString()),
    };

    /// <summary>An input from a frame.</summary>
    /// <param name="input">As the frame holds it.</param>
    /// <param name="resolve">The configuration of a manifest; its chunks are kept beside the journal.</param>
    /// <exception cref="InvalidDataException">Another version of the program wrote it, or rules that this one does not know.</exception>
    public static PartInput Decode(JournalInput input, Func<ConfigurationManifest, ConfigurationSnapshot> resolve) => input.KindCase switch
    {
        JournalInput.KindOneofCase.CheckResult => new EngineStep(Decode(input.CheckResult)),
        JournalInput.KindOneofCase.Command => new EngineStep(new CommandReceived(
            input.Command.Source, input.Command.Sequence, input.Command.Line, input.Command.Author)),
        JournalInput.KindOneofCase.ActionFinished => new EngineStep(new ActionFinished(
            input.ActionFinished.Id, input.ActionFinished.Succeeded, input.ActionFinished.Text, input.ActionFinished.Reactionner)),
        JournalInput.KindOneofCase.SiteTotals => new EngineStep(new SiteTotals(
            input.SiteTotals.Totals.ToImmutableSortedDictionary(StringComparer.Ordinal),
            input.SiteTotals.RemoteMacros.ToImmutableSortedDictionary(StringComparer.Ordinal))),
        JournalInput.KindOneofCase.Configuration => new ConfigurationStep(
            input.Configuration.Manifest, resolve(input.Configuration.Manifest))
        {
            Leaving = [.. input.Configuration.Leaving],
            Awaited = [.. input.Configuration.Awaited],
        },
        JournalInput.KindOneofCase.HostsArrived => new EngineStep(new HostsArrived(input.HostsArrived.Generation, input.HostsArrived.State.Memory)),
        JournalInput.KindOneofCase.ArrivalsEnded => new EngineStep(new ArrivalsEnded(input.ArrivalsEnded.Generation, [.. input.ArrivalsEnded.Hosts])),
        JournalInput.KindOneofCase.DeparturesReleased => new EngineStep(new DeparturesReleased(input.DeparturesReleased.Generation)),
        JournalInput.KindOneofCase.Semantics when SemanticsVersions.Known.Includes(input.Semantics.Version) =>
            new EngineStep(new SemanticsRaised(input.Semantics.Version)),
        JournalInput.KindOneofCase.Semantics => throw new InvalidDataException(
            $"a frame raises its part to version {input.Semantics.Version} of the rules, and this program knows {SemanticsVersions.Known}"),
        JournalInput.KindOneofCase.Resume => new ResumeStep(),
        JournalInput.KindOneofCase.SkipEvents => new SkipEventsStep(input.SkipEvents.To),
        _ => throw new InvalidDataException($"a frame holds an input of kind {input.KindCase}, which this version does not know"),
    };

    private static JournalInput Encode(EngineInput input) => input switch
    {
        CheckResult result => new JournalInput { CheckResult = Encode(result) },
        CommandReceived command => new JournalInput
        {
            Command = new CommandInput
            {
                Source = command.Source,
                Sequence = command.Sequence,
                Line = command.Line,
                Author = command.Author,
            },
        },
        ActionFinished receipt => new JournalInput
        {
            ActionFinished = new ActionFinishedInput
            {
                Id = receipt.Id,
                Succeeded = receipt.Succeeded,
                Text = receipt.Text,
                Reactionner = receipt.Reactionner,
            },
        },
        SiteTotals totals => new JournalInput
        {
            SiteTotals = new SiteTotalsInput { Totals = { totals.Totals }, RemoteMacros = { totals.RemoteMacros } },
        },
        HostsArrived arrived => new JournalInput
        {
            HostsArrived = new HostsArrivedInput { Generation = arrived.Generation, State = UnsafeByteOperations.UnsafeWrap(arrived.State) },
        },
        ArrivalsEnded ended => new JournalInput { ArrivalsEnded = new ArrivalsEndedInput { Generation = ended.Generation, Hosts = { ended.Hosts } } },
        SemanticsRaised raised => new JournalInput { Semantics = new SemanticsInput { Version = raised.Version } },
        DeparturesReleased released => new JournalInput { DeparturesReleased = new DeparturesReleasedInput { Generation = released.Generation } },
        _ => throw new ArgumentException($"{input.GetType().Name} is not an input of its own", nameof(input)),
    };

    private static CheckResultInput Encode(CheckResult result)
    {
        var encoded = new CheckResultInput
        {
            Item = result.Item.Value,
            Occurrence = result.Occurrence,
            ExitCode = result.ExitCode,
            Signal = result.Signal,
            TimedOut = result.TimedOut,
            Output = result.Output,
            StartUtcMs = result.StartUtcMilliseconds,
            ExecutionTicks = result.ExecutionTime.Ticks,
            Poller = result.Poller,
        };
        if (result.Failure is not null)
        {
            encoded.Failure = result.Failure;
        }

        return encoded;
    }

    private static CheckResult Decode(CheckResultInput input) => new()
    {
        Item = new ItemId(input.Item),
        Occurrence = input.Occurrence,
        ExitCode = input.ExitCode,
        Signal = input.Signal,
        TimedOut = input.TimedOut,
        Output = input.Output,
        Failure = input.HasFailure ? input.Failure : null,
        StartUtcMilliseconds = input.StartUtcMs,
        ExecutionTime = TimeSpan.FromTicks(input.ExecutionTicks),
        Poller = input.Poller,
    };
}
