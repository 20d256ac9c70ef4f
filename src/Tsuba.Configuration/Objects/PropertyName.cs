using Tsuba.Configuration.Checks;
using Tsuba.Model.Catalogue;
using Tsuba.Model.Definitions;

namespace Tsuba.Configuration.Objects;

/// <summary>The name of a property of one object type. Each name is one instance, so names compare by reference.</summary>
internal sealed class PropertyName
{
    internal PropertyName(string text, Property? row, int slot)
    {
        Text = text;
        Row = row;
        Slot = slot;
        IsStructural = row is not null && text is "name" or "use" or "register" or "definition_order" or "imported_from";
        Reference = row is null ? ReferenceKind.None : ReferenceKinds.Of(row.Type, text);
        IsConsumed = row is not null && (IsStructural || Consumed(row.Type).Contains(text));
    }

    /// <summary>Name in its present spelling; custom variables in upper case.</summary>
    internal string Text { get; }

    /// <summary>Row of the catalogue; null for custom variables, date entries and unknown properties.</summary>
    internal Property? Row { get; }

    /// <summary>Rank among the names of the catalogue in ordinal order; -1 without a row.</summary>
    internal int Slot { get; }

    /// <summary>Says how objects are built (<c>name</c>, <c>use</c>, <c>register</c>…): neither inherited nor resolved.</summary>
    internal bool IsStructural { get; }

    /// <summary>Expansion uses it up, so resolved objects do not carry it.</summary>
    internal bool IsConsumed { get; }

    /// <summary>May stand several times in one object, each with commas in its value.</summary>
    internal bool IsRepeatable => Row?.IsRepeatable == true;

    /// <summary>Whether nothing is to be said about this property as long as it has a value.</summary>
    internal bool IsPlain => Row is { HasNoEffect: false } ? Text is not ("trigger" or "trigger_name") : IsCustom;

    /// <summary>What the value names.</summary>
    internal ReferenceKind Reference { get; }

    /// <summary>A custom variable, <c>_NAME</c>.</summary>
    internal bool IsCustom => Text.Length > 0 && Text[0] == '_';

    /// <summary>Whether the value is entries between commas. In service_dependencies an empty entry means the own host, so it is a text.</summary>
    internal bool IsList => Row?.Kind is PropertyKind.List or PropertyKind.IntegerList or PropertyKind.Map && Text != "service_dependencies";

    /// <summary>Whether <c>+value</c> adds to what is inherited. Source: reference/shinken.md 3.2.</summary>
    internal bool IsAdditive => Row is null ? IsCustom : Row.IsAdditive || IsList;

    /// <summary>
    /// Membership stands in the groups, a service's host and description are its key, and what makes or drops services has done so.
    /// </summary>
    private static string[] Consumed(ObjectType type) => type switch
    {
        ObjectType.Host => ["hostgroups", "service_overrides", "service_excludes", "service_includes"],
        ObjectType.Service =>
        [
            "host_name", "hostgroup_name", "service_description", "servicegroups", "duplicate_foreach", "default_value",
            "merge_host_contacts", "service_dependencies",
        ],
        ObjectType.Contact => ["contactgroups"],
        ObjectType.HostGroup => ["hostgroup_members"],
        ObjectType.ServiceGroup => ["servicegroup_members"],
        ObjectType.ContactGroup => ["contactgroup_members"],
        _ => [],
    };

    /// <summary>Ordinal order of the texts.</summary>
    internal int CompareTo(PropertyName other) =>
        ReferenceEquals(this, other) ? 0
        : Slot >= 0 && other.Slot >= 0 ? Slot.CompareTo(other.Slot)
        : string.CompareOrdinal(Text, other.Text);
}
