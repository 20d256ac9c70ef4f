using System.Collections.Frozen;
using System.Collections.Immutable;
using Tsuba.Model.Names;

namespace Tsuba.Model.ExternalCommands;

/// <summary>
/// Every external command that the product knows: the 170 of Shinken, those that only Nagios 4, Naemon or Alignak have, recurrent downtimes, and other spellings.
/// Receiver, arbiter, Livestatus and engine read this one table. Source: reference/shinken.md 5.
/// </summary>
public static partial class ExternalCommandTable
{
    private static readonly FrozenDictionary<string, ExternalCommandRow> _byName =
        AllRows().ToFrozenDictionary(row => row.Name, StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, ExternalCommandRow>.AlternateLookup<ReadOnlySpan<char>> _bySpan =
        _byName.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>All rows, in ordinal order of their names.</summary>
    public static ImmutableArray<ExternalCommandRow> Rows { get; } =
        [.. _byName.Values.OrderBy(row => row.Name, StringComparer.Ordinal)];

    /// <summary>The row of a name in any case, or null. Another spelling gives its own row; see <see cref="ExternalCommandRow.SameAs"/>.</summary>
    public static ExternalCommandRow? Find(ReadOnlySpan<char> name) => _bySpan.TryGetValue(name, out var row) ? row : null;

    /// <summary>The row that is carried out for a row: itself, or the one that it is another spelling of.</summary>
    public static ExternalCommandRow Resolve(ExternalCommandRow row) => row.SameAs is null ? row : _byName[row.SameAs];

    /// <summary>The known name nearest to a misspelt one, or null if none is near.</summary>
    public static string? FindNear(ReadOnlySpan<char> name) => NearName.Find(name, Rows.Select(row => row.Name));

    private static IEnumerable<ExternalCommandRow> AllRows() =>
        HostRows().Concat(ServiceRows()).Concat(ProgramRows()).Concat(GroupRows()).Concat(ContactRows()).Concat(OtherSpellings());

    private static CommandArgument Arg(string name, CommandArgumentKind kind) => new(name, kind);

    private static CommandArgument Optional(string name, CommandArgumentKind kind) => new(name, kind, IsOptional: true);

    private static ExternalCommandRow Row(string name, CommandRouting routing, ImmutableArray<CommandArgument> arguments) =>
        new(name, routing, arguments);

    private static ExternalCommandRow Refused(string name, CommandRouting routing, ImmutableArray<CommandArgument> arguments, string why) =>
        new(name, routing, arguments) { Refusal = why };
}
