using System.Text;
using Tsuba.Model.Definitions;
using Tsuba.Model.Diagnostics;

namespace Tsuba.Configuration.Edits.References;

/// <summary>Finds where names stand that change.</summary>
internal sealed class ReferenceSearch(DefinitionBook book, Func<HostContext> context)
{
    private readonly HashSet<string> _hostTemplates = book.OfType(ObjectType.Host)
        .Select(host => host.Find("name"))
        .OfType<string>()
        .ToHashSet(StringComparer.Ordinal);

    /// <summary>
    /// Every place that names one of the changes. A place that speaks of some hosts of a change only is
    /// reported through <paramref name="obstacle"/> and ends the search.
    /// </summary>
    internal List<FoundReference> Find(IReadOnlyList<NameChange> changes, Func<WrittenDefinition, bool> isSearched, out EditRefusal? obstacle)
    {
        var found = new List<FoundReference>();
        obstacle = null;
        var needles = changes.Select(change => Encoding.UTF8.GetBytes(change.OldName)).ToArray();
        foreach (var definition in book.Definitions.Where(isSearched))
        {
            if (!needles.Any(needle => definition.Text.Span.IndexOf(needle) >= 0))
            {
                continue;
            }

            foreach (var property in definition.Properties)
            {
                foreach (var span in ReferenceScanner.Scan(definition, property))
                {
                    foreach (var change in changes)
                    {
                        if (IsShadowed(definition, span, change))
                        {
                            continue;
                        }

                        var concerns = change.Concerns(definition, property, span, context);
                        if (concerns is null)
                        {
                            obstacle ??= Mixed(definition, property, change);
                        }
                        else if (concerns.Value)
                        {
                            found.Add(new FoundReference(definition, property, span, change));
                        }
                    }
                }
            }
        }

        return found;
    }

    // A service template names host templates first; a real host only where no template has the name.
    private bool IsShadowed(WrittenDefinition definition, NameSpan span, NameChange change) =>
        definition.Type == ObjectType.Service && definition.Id.IsTemplate && span is { Target: ObjectType.Host, IsTemplate: false, Role: not NameRole.Pair }
        && !change.IsTemplate && _hostTemplates.Contains(span.Name);

    private static EditRefusal Mixed(WrittenDefinition definition, WrittenProperty property, NameChange change)
    {
        SourceLocation place = definition.Tree.ValueLocation(property.Line);
        return new EditRefusal(
            EditRefusalKind.Obstructed,
            $"{definition.Id} at {place} names the service \"{Excerpt.Of(change.OldName)}\" for more hosts than it is changed on; split that object first",
            place);
    }
}
