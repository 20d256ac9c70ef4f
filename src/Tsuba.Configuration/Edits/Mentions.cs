using System.Collections.Immutable;
using Tsuba.Configuration.Edits.References;
using Tsuba.Model.Definitions;

namespace Tsuba.Configuration.Edits;

/// <summary>Finds out who names a definition: what renaming would change, and deleting would take out.</summary>
public static class Mentions
{
    /// <summary>All places, in the order of the files.</summary>
    public static ImmutableArray<Mention> Of(DefinitionBook book, WrittenDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(book);
        ArgumentNullException.ThrowIfNull(definition);
        HostContext? loaded = null;
        HostContext Context() => loaded ??= new HostContext(book.Image, book.MainFiles);

        var names = new List<NameChange>();
        if (!definition.Id.IsTemplate && DefinitionNaming.NameProperty(definition.Type) is { } property && definition.Find(property) is { } name)
        {
            var hosts = definition.Type == ObjectType.Service ? Context().HostsOf(definition, property) : null;
            names.Add(new NameChange(definition.Type, false, name, hosts));
        }

        if (definition.Find("name") is { } template)
        {
            names.Add(new NameChange(definition.Type, true, template, null));
        }

        return
        [
            .. new ReferenceSearch(book, Context).Find(names, other => !ReferenceEquals(other, definition), out _)
                .Select(found => new Mention(
                    found.Definition.Id, found.Property.Name, found.Definition.Tree.ValueLocation(found.Property.Line), found.Span.Role == NameRole.Operand))
                .Distinct(),
        ];
    }
}
