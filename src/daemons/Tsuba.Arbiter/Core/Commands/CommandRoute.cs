using System.Collections.Immutable;
using Tsuba.Model.ExternalCommands;
using Tsuba.Model.Items;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Arbiter.Core.Commands;

/// <summary>Where a command goes: to parts, to the arbiter itself, or nowhere with a reason.</summary>
/// <param name="Parts">Parts that get it.</param>
/// <param name="Own">The command, if it is for the arbiter.</param>
/// <param name="Refusal">Why it goes nowhere; null: it goes somewhere.</param>
internal readonly record struct CommandRoute(ImmutableArray<PartId> Parts, ExternalCommand? Own, string? Refusal)
{
    /// <summary>Whether it goes to every part there is.</summary>
    internal bool IsForAll { get; init; }

    /// <summary>Whether one part that carries it out suffices.</summary>
    internal bool IsDoneByAnyPart { get; init; }

    internal static CommandRoute Of(Command command, ulong record, RoutingTable table)
    {
        if (ExternalCommandParser.TryParsePassiveResult(command.Line, CommandLineLimits.DefaultMaxLength, out var result))
        {
            return table.TryFind(result.Host, record, out var part) ? new([part], null, null) : Unknown(result.Host);
        }

        var parsed = ExternalCommandParser.Parse(command.Line, CommandLineLimits.DefaultMaxLength);
        if (!parsed.IsUnderstood)
        {
            return new([], null, parsed.Refusal);
        }

        if (parsed.Command.Row.Refusal is { } refusal)
        {
            return new([], null, $"{parsed.Command.Name}: {refusal}");
        }

        switch (parsed.Command.Row.Routing)
        {
            case CommandRouting.Arbiter:
                return new([], parsed.Command, null);
            case CommandRouting.Global:
                return table.Parts.IsEmpty ? new([], null, "no configuration is running") : new(PartsOf(command, table), null, null) { IsForAll = true, IsDoneByAnyPart = parsed.Command.Row.IsDoneByAnyPart };
            default:
                return table.TryFind(parsed.Command.HostName, record, out var owner) ? new([owner], null, null) : Unknown(parsed.Command.HostName);
        }
    }

    /// <summary>The host that a command is about; null: it is about none.</summary>
    internal static string? HostOf(Command command) => ExternalCommandParser.HostOf(command.Line, CommandLineLimits.DefaultMaxLength);

    private static ImmutableArray<PartId> PartsOf(Command command, RoutingTable table)
    {
        var only = new PartId(command.OnlyPart);
        return command.OnlyPart == 0 || !table.Parts.Contains(only) ? table.Parts : [only];
    }

    private static CommandRoute Unknown(ReadOnlySpan<char> host) => new([], null, $"host '{host}' is not in the configuration");
}
