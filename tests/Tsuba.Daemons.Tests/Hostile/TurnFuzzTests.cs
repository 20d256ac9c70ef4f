using Google.Protobuf;
using Tsuba.Model.Items;
using Tsuba.Model.Snapshots;
using Tsuba.Protocol.Contracts;
using Tsuba.Scheduler.Core;
using Tsuba.Testing;
using Tsuba.Testing.Fuzzing;
using Xunit.Abstractions;

namespace Tsuba.Daemons.Tests.Hostile;

/// <summary>Payloads of frames of a part's journal that are nearly right.</summary>
public sealed class TurnFuzzTests(ITestOutputHelper output)
{
    // Where an input has its kind twice, the library copies what the first one held into the second: with the square of the length. Frames have a
    // checksum and come from schedulers alone, so this is bounded here and not in the product.
    private static readonly FuzzLimits Limits = new() { MostInputBytes = 4 * 1024, BytesPerByte = 4_000 };

    [Fact]
    public async Task Turns_OfAnyBytes_AreInputsOrARefusal()
    {
        var snapshot = SnapshotBuilder.Build(new ResolvedConfigurationBuilder().Command("check").Host("web", ("check_command", "check")).Build()).Snapshot!;
        var turn = new JournalTurn { UtcMs = 1_700_000_000_000, LogicalMs = 12_000, Epoch = 1UL << 32, FirstEvent = 7, NextEvent = 8 };
        turn.Inputs.Add(new JournalInput { CheckResult = new CheckResultInput { Item = ItemId.OfHost("web").Value, Occurrence = 3, ExitCode = 2, Output = "down|a=1", Failure = "x", StartUtcMs = 1, ExecutionTicks = 5, Poller = "p" } });
        turn.Inputs.Add(new JournalInput { Command = new CommandInput { Source = "pipe", Sequence = 4, Line = "[1] ENABLE_NOTIFICATIONS", Author = "bob" } });
        turn.Inputs.Add(new JournalInput { ActionFinished = new ActionFinishedInput { Id = 9, Succeeded = true, Text = "sent", Reactionner = "r" } });
        turn.Inputs.Add(new JournalInput { SiteTotals = new SiteTotalsInput { Totals = { { "a", "1" } }, RemoteMacros = { { "b", "2" } } } });
        turn.Inputs.Add(new JournalInput { Resume = new ResumeInput() });
        turn.Inputs.Add(new JournalInput { SkipEvents = new SkipEventsInput { To = 11 } });
        turn.Inputs.Add(new JournalInput { Configuration = new ConfigurationInput { Manifest = new ConfigurationManifest { Generation = 2 }, Leaving = { "web" } } });
        turn.Inputs.Add(new JournalInput { ArrivalsEnded = new ArrivalsEndedInput { Generation = 2, Hosts = { "db" } } });
        turn.Events.Add(new Event { Sequence = 7, Status = new StatusEvent { Item = 1, Output = "x" } });
        output.WriteLine(await new Fuzzer("journal turns", [turn.ToByteArray()], ["web", "\n\0", "2\0", ":\0"], Limits).RunAsync(input =>
        {
            JournalTurnInputs read;
            try
            {
                read = FrameCodec.ReadInputs(input);
                FrameCodec.ReadEvents(input);
            }
            catch (InvalidProtocolBufferException)
            {
                return false;
            }

            foreach (var one in read.Inputs)
            {
                PartInput decoded;
                try
                {
                    decoded = FrameCodec.Decode(one, _ => snapshot);
                }
                catch (InvalidDataException)
                {
                    // Of a later version, it says.
                    Assert.Equal(JournalInput.KindOneofCase.None, one.KindCase);
                    continue;
                }

                var encoded = FrameCodec.Encode(decoded);
                Assert.Equal(encoded, FrameCodec.Encode(FrameCodec.Decode(JournalInput.Parser.ParseFrom(encoded.ToByteArray()), _ => snapshot)));
            }

            return read.Inputs.Count > 0;
        }));
    }
}
