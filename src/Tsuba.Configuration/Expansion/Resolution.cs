using Tsuba.Configuration.Checks;
using Tsuba.Configuration.Objects;
using Tsuba.Configuration.Templates;
using Tsuba.Model.Definitions;
using Tsuba.Model.Diagnostics;
using Tsuba.Model.Items;

namespace Tsuba.Configuration.Expansion;

/// <summary>What all steps of one resolution share.</summary>
internal sealed class Resolution(DefinitionStore store, FindingLog findings, TemplateResolver templates, CompatibilityProfile profile, bool isStrict, string illegalNameCharacters)
{
    /// <summary>More objects than this are refused: a slip in an expression, not a site.</summary>
    internal const int MostObjects = 10_000_000;

    private readonly OwnProperties _buffer = new(store, profile);

    internal DefinitionStore Store { get; } = store;

    internal FindingLog Findings { get; } = findings;

    internal TemplateResolver Templates { get; } = templates;

    internal CompatibilityProfile Profile { get; } = profile;

    /// <summary>conflict_policy=strict: two objects of one name are an error.</summary>
    internal bool IsStrict { get; } = isStrict;

    /// <summary>Whether a service took the place of another one of its name.</summary>
    internal bool HasReplaced { get; set; }

    /// <summary>The resolved objects of each type.</summary>
    internal List<ResolvedObject>[] Results { get; } = [.. Enum.GetValues<ObjectType>().Select(_ => new List<ResolvedObject>())];

    /// <summary>Checks of values and names.</summary>
    internal ReferenceChecks References { get; } = new(findings, profile);

    /// <summary>Checks of object names.</summary>
    internal NameChecks NameChecks { get; } = new(findings, illegalNameCharacters);

    /// <summary>Names of a type.</summary>
    internal PropertyName Name(ObjectType type, string text) => Store.NamesOf(type)[text];

    /// <summary>A new draft of a definition.</summary>
    internal ObjectDraft Draft(Definition definition) => EmptyDraft().Load(definition);

    /// <summary>A draft that is loaded again and again.</summary>
    internal ObjectDraft EmptyDraft() => new(_buffer, Templates);

    /// <summary>Adds a resolved object.</summary>
    internal void Add(ObjectType type, string key, ObjectDraft draft)
    {
        var (own, shared) = draft.Publish();
        var resolved = new ResolvedObject(type, key, own, draft.Inherited.Tags, draft.Definition.Location) { Shared = shared };
        Results[(int)type].Add(type == ObjectType.TimePeriod && Profile == CompatibilityProfile.Nagios ? DateOrder.Note(resolved) : resolved);
    }

    /// <summary>
    /// Which of two objects of one name counts: the lower definition_order, else the later one. Source: reference/shinken.md 3.1.
    /// </summary>
    internal bool IsReplaced(Definition first, Definition second, string what)
    {
        var replaced = second.Order <= first.Order;
        if (first.Order == second.Order)
        {
            Findings.Add(
                IsStrict ? TemplateFindings.ObjectConflict : TemplateFindings.ObjectDuplicate,
                second.Location,
                IsStrict ? $"{what} is defined at {first.Location} already" : $"{what} is defined at {first.Location} already; the later one counts");
        }

        return replaced;
    }
}
