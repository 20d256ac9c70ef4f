using Tsuba.Engine.Parts;
using Tsuba.Model.Items;
using Tsuba.Model.Time;

namespace Tsuba.Engine.Storage;

/// <summary>
/// The layout of a part's state on disk: version, clocks, counters, rows in the order of the configuration, then the tables of what few
/// items have, each in the order of its keys. Timers are not written, they follow from the rest.
/// </summary>
internal static class StateCodec
{
    private const uint Magic = 0x31455354;
    private const uint Version = StateReader.NewestLayout;

    // What the versions before did not have: 2 nothing of hosts on their way between parts, 3 no roots, contexts and wall clock work, 4 no flap and told states, 5 nothing of rules.
    private const uint WithoutDepartures = 2;
    private const uint WithoutRoots = 3;
    private const uint WithoutFlapStates = 4;
    private const uint WithoutSemantics = 5;

    /// <summary>Writes the state of a part.</summary>
    public static void Write(Part part, StateWriter writer)
    {
        writer.Count(Magic);

        // The state of a part under the first version of the rules is what programs that know no other one can read.
        writer.Count(part.Semantics == SemanticsVersions.First ? WithoutSemantics : Version);
        writer.Count((ulong)part.Options.Part);
        writer.Number(part.Options.Seed);
        writer.Flag(part.Options.SpreadFirstChecks);
        writer.Signed(part.Now.UtcMilliseconds);
        writer.Signed(part.Now.LogicalMilliseconds);
        writer.Number(part.LastCommentId);
        writer.Number(part.LastDowntimeId);
        writer.Number(part.LastEventId);
        writer.Number(part.LastProblemId);
        writer.Number(part.DuplicateResults);
        writer.Number(part.LeftOutActions);
        if (part.Semantics != SemanticsVersions.First)
        {
            writer.Count(part.Semantics);
            writer.Number(part.LastGoneOccurrence);
        }

        WriteProgram(part.Program, writer);
        writer.Count((ulong)part.Rows.Length);
        for (var index = 0; index < part.Rows.Length; index++)
        {
            writer.Number(part.Items[index].Id.Value);
            RowCodec.Write(part.Rows[index], writer);
        }

        BookCodec.Write(part, writer);
        TableCodec.Write(part, writer);
        DepartureCodec.Write(part, writer);
        ScheduleCodec.Write(part, writer);
        if (part.Semantics >= SemanticsVersions.MarksByHost)
        {
            CommandMarkCodec.Write(part, writer);
        }
    }

    /// <summary>Reads a state into a part whose tables have been linked to the configuration.</summary>
    public static void Read(Part part, ref StateReader reader)
    {
        var version = reader.Count() == Magic ? reader.Count() : 0;
        if (version is not (Version or WithoutSemantics or WithoutFlapStates or WithoutRoots or WithoutDepartures))
        {
            throw new InvalidDataException("These bytes are no state of this version.");
        }

        reader.Layout = (uint)version;
        var options = new EngineOptions { Part = (int)reader.Small(), Seed = reader.Number(), SpreadFirstChecks = reader.Flag() };
        if (options != part.Options)
        {
            throw new InvalidDataException($"The state was written under {options}, not under {part.Options}.");
        }

        part.RestoreTime(new EngineTime(reader.Signed(), reader.Signed()));
        part.LastCommentId = Math.Max(part.FirstId, reader.Number());
        part.LastDowntimeId = Math.Max(part.FirstId, reader.Number());
        part.LastEventId = reader.Number();
        part.LastProblemId = reader.Number();
        part.DuplicateResults = reader.Number();
        part.LeftOutActions = reader.Number();
        if (reader.HasSemantics)
        {
            ReadSemantics(part, ref reader);
        }

        ReadProgram(part.Program, ref reader);
        var count = reader.Length();
        if (count != part.Rows.Length)
        {
            throw new InvalidDataException($"The state has {count} items, the configuration {part.Rows.Length}.");
        }

        for (var index = 0; index < count; index++)
        {
            var id = new ItemId(reader.Number());
            if (id != part.Items[index].Id)
            {
                throw new InvalidDataException($"The state has item {id} where the configuration has {part.Items[index]}.");
            }

            RowCodec.Read(ref part.Rows[index], part.Texts, ref reader);
        }

        BookCodec.Read(part, ref reader);
        TableCodec.Read(part, ref reader);
        if (version != WithoutDepartures)
        {
            DepartureCodec.Read(part, ref reader);
        }

        if (reader.HasRoots)
        {
            ScheduleCodec.Read(part, ref reader);
        }

        if (part.Semantics >= SemanticsVersions.MarksByHost)
        {
            CommandMarkCodec.Read(part, ref reader);
        }

        if (!reader.IsAtEnd)
        {
            throw new InvalidDataException("The state goes on behind its end.");
        }
    }

    private static void ReadSemantics(Part part, ref StateReader reader)
    {
        var semantics = reader.Small();
        if (semantics == SemanticsVersions.First || !SemanticsVersions.Known.Includes(semantics))
        {
            throw new InvalidDataException($"The state was written under version {semantics} of the rules; known here: {SemanticsVersions.Known}.");
        }

        part.RestoreSemantics(semantics, reader.Number());
    }

    private static void WriteProgram(ProgramState program, StateWriter writer)
    {
        writer.Signed(program.StartUtc);
        writer.Count(ProgramSwitches.Count);
        for (var index = 0; index < ProgramSwitches.Count; index++)
        {
            var name = (ProgramSwitch)index;
            writer.Byte((byte)((program[name] ? 1 : 0) | (program.IsChanged(name) ? 2 : 0)));
        }

        writer.OptionalText(program.Handlers.Host);
        writer.OptionalText(program.Handlers.Service);
    }

    private static void ReadProgram(ProgramState program, ref StateReader reader)
    {
        program.StartUtc = reader.Signed();
        var count = reader.Length();
        if (count != ProgramSwitches.Count)
        {
            throw new InvalidDataException("The state has another number of program switches.");
        }

        for (var index = 0; index < count; index++)
        {
            var value = reader.Byte();
            program.Restore((ProgramSwitch)index, (value & 1) != 0, (value & 2) != 0);
        }

        program.Handlers.Restore(reader.OptionalText(), reader.OptionalText());
    }
}
