using System.Collections.Immutable;
using Tsuba.Model.Definitions;
using Tsuba.Synchronizer.Core.Sources.Definitions;
using Tsuba.Synchronizer.Core.Sources.Memory;
using Tsuba.Synchronizer.Core.Sources.Planning;
using Tsuba.Synchronizer.Core.Sources.Reading;

namespace Tsuba.Daemons.Tests.Synchronizer.Sources;

/// <summary>Sources, their ledger and a staging of plain dictionaries, for tests of the rules without files, git or network.</summary>
internal sealed class SourceBench
{
    private readonly SourceDefinitions _definitions;
    private readonly MemoryStaging _staging = new();

    internal SourceBench(params string[] sources)
    {
        _definitions = SourceText.Read(string.Concat(sources));
        Assert.Empty(_definitions.Findings);
    }

    internal SourceLedger Ledger { get; private set; } = SourceLedger.Empty;

    internal long Now { get; set; } = 1_700_000_000;

    /// <summary>A source that is as good as any: what it brings is given to <c>Read</c>.</summary>
    internal static string Source(string name, int order, string more = "") =>
        $"define source {{\n source_name {name}\n module_type cfg\n path /srv/{name}\n order {order}\n {more}\n}}\n";

    internal static ObjectName Host(string name) => new(ObjectType.Host, name);

    internal static CandidateObject Candidate(string key, string name, params (string Property, string Value)[] properties) =>
        new(key, Host(name), Properties(properties));

    internal SourceMemory Read(string source, params CandidateObject[] objects) => Read(source, new SourceReading([.. objects], [], ""));

    internal SourceMemory Read(string source, SourceReading reading, bool acceptsLoss = false)
    {
        var memory = SourceImport.Take(_definitions.Find(source)!, Ledger.Of(source), reading, Now, acceptsLoss);
        Ledger = Ledger.With(source, memory);
        Ledger = LedgerUpdate.Agree(Ledger, Plan());
        return memory;
    }

    internal SourcePlan Plan() => SourcePlanner.Plan(_definitions, Ledger, _staging.Objects);

    /// <summary>Applies everything; returns what was proposed, as text.</summary>
    internal List<string> Apply()
    {
        var plan = Plan();
        _staging.Do(SourceEdits.Of(plan.Changes));
        Ledger = LedgerUpdate.Apply(Ledger, plan.Changes);
        return Text(plan);
    }

    internal static List<string> Text(SourcePlan plan) =>
        [.. plan.Changes.Select(change => $"{change.Kind} {change.OldName?.Name}{(change.OldName is null ? "" : ">")}{change.Name.Name} {string.Join(' ', change.Properties.Select(property => $"{property.Property}:{property.Before}>{property.After}"))}".TrimEnd())];

    /// <summary>A person's edit.</summary>
    internal void Edit(string name, params (string Property, string Value)[] properties) => _staging.Edit(Host(name), properties);

    /// <summary>A person's deletion.</summary>
    internal void Remove(string name) => Assert.True(_staging.Remove(Host(name)));

    internal string Staged(string name) =>
        _staging.Find(Host(name)) is { } properties ? string.Join(' ', properties.Select(pair => $"{pair.Key}={pair.Value}")) : "-";

    private static ImmutableSortedDictionary<string, string> Properties((string Property, string Value)[] properties) =>
        properties.ToImmutableSortedDictionary(pair => pair.Property, pair => pair.Value, StringComparer.Ordinal);
}
