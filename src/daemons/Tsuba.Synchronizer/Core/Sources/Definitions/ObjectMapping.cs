using System.Collections.Immutable;
using Tsuba.Model.Definitions;
using Tsuba.Synchronizer.Core.Sources.Mapping;

namespace Tsuba.Synchronizer.Core.Sources.Definitions;

/// <summary>How rows become objects of one type: the properties <c>TYPE.…</c> of a source.</summary>
public sealed record ObjectMapping
{
    /// <summary>What is made.</summary>
    public required ObjectType Type { get; init; }

    /// <summary>TYPE.base: where an LDAP search for these objects starts.</summary>
    public string SearchBase { get; init; } = "";

    /// <summary>TYPE.filter: LDAP filter of the search.</summary>
    public string Filter { get; init; } = "";

    /// <summary>TYPE.key: the field that stays when an object gets another name; empty: the name, and no rename is ever seen.</summary>
    public string KeyField { get; init; } = "";

    /// <summary>The text that gives the name.</summary>
    public required FieldTemplate Name { get; init; }

    /// <summary>TYPE.only, several times: rows that do not meet all of them are passed over.</summary>
    public ImmutableArray<RowCondition> Conditions { get; init; } = [];

    /// <summary>TYPE.template, several times: what the object uses, some only under a condition.</summary>
    public ImmutableArray<TemplateRule> Templates { get; init; } = [];

    /// <summary>The other properties.</summary>
    public ImmutableArray<PropertyRule> Properties { get; init; } = [];

    /// <summary>Every field that any part of the mapping reads.</summary>
    public ImmutableSortedSet<string> Fields =>
    [
        .. Name.Fields,
        .. Properties.SelectMany(rule => rule.Value.Fields),
        .. Conditions.Select(condition => condition.Field),
        .. Templates.Where(rule => rule.When is not null).Select(rule => rule.When!.Field),
        .. KeyField.Length == 0 ? Array.Empty<string>() : [KeyField],
    ];
}
