using Tsuba.Configuration.Edits.References;
using Tsuba.Configuration.Syntax;
using Tsuba.Model.Definitions;
using Tsuba.Model.Items;

namespace Tsuba.Configuration.Edits;

/// <summary>Deletes a definition, what applies to nothing without it, and the mentions of both.</summary>
internal static class DeleteEdits
{
    internal static EditRefusal? Delete(EditSession session, DeleteObject edit)
    {
        if (ConfigurationEditor.Find(session.Book, edit.Target, out var target) is { } missing)
        {
            return missing;
        }

        var book = session.Book;
        var gone = new HashSet<WrittenDefinition> { target };
        var before = new HostContext(book.Image, book.MainFiles);
        while (true)
        {
            if (gone.FirstOrDefault(HasTextBehind) is { } crowded)
            {
                return new EditRefusal(EditRefusalKind.Obstructed, $"{crowded.Id} has text behind its closing brace; correct the file by hand", crowded.Location);
            }

            var found = new ReferenceSearch(book, () => before).Find(LostNames(book, gone, before), definition => !gone.Contains(definition), out var obstacle);
            if (obstacle is not null)
            {
                return obstacle;
            }

            if (found.Find(reference => reference.Span.Role == NameRole.Operand) is { } formula)
            {
                var place = formula.Definition.Tree.ValueLocation(formula.Property.Line);
                return new EditRefusal(
                    EditRefusalKind.Obstructed,
                    $"{formula.Property.Name} of {formula.Definition.Id} at {place} names \"{Excerpt.Of(formula.Span.Name)}\" in a formula or an argument; change that first",
                    place);
            }

            var removal = new ReferenceRemoval(found);
            if (removal.Emptied.Count > 0)
            {
                gone.UnionWith(removal.Emptied);
                continue;
            }

            Apply(session, gone, removal);
            return null;
        }
    }

    private static void Apply(EditSession session, HashSet<WrittenDefinition> gone, ReferenceRemoval removal)
    {
        var changes = removal.Changes;
        foreach (var definition in gone)
        {
            if (!changes.TryGetValue(definition.Tree.Path, out var list))
            {
                changes.Add(definition.Tree.Path, list = []);
            }

            list.Add(Cut(definition));
            session.Deleted.Add(definition.Id);
        }

        session.Change(changes);
        session.Touched.AddRange(removal.Touched);
    }

    /// <summary>The names that mean nothing any more.</summary>
    private static List<NameChange> LostNames(DefinitionBook book, HashSet<WrittenDefinition> gone, HostContext before)
    {
        var names = new List<NameChange>();
        foreach (var definition in gone)
        {
            if (definition.Type != ObjectType.Service && !definition.Id.IsTemplate && DefinitionNaming.NameProperty(definition.Type) is { } property
                && definition.Find(property) is { } name && !IsStillThere(property, name, isTemplate: false))
            {
                names.Add(new NameChange(definition.Type, false, name, null));
            }

            if (definition.Find("name") is { } template && !IsStillThere("name", template, isTemplate: true))
            {
                names.Add(new NameChange(definition.Type, true, template, null));
            }

            bool IsStillThere(string naming, string text, bool isTemplate) => book.OfType(definition.Type).Any(other =>
                !gone.Contains(other) && (isTemplate || !other.Id.IsTemplate) && other.Find(naming) == text);
        }

        // Another definition may make the same service: only what is not there afterwards is lost.
        if (gone.Any(definition => definition.Type is ObjectType.Service or ObjectType.Host))
        {
            var image = gone.GroupBy(definition => definition.Tree.Path, StringComparer.Ordinal).Aggregate(
                book.Image, (files, file) => files.With(file.Key, FileChange.Apply(files.Files[file.Key], file.Select(Cut))));
            var after = new HostContext(image, book.MainFiles);
            names.AddRange(before.ServiceKeys.Where(key => !after.ServiceKeys.Contains(key))
                .Select(ItemName.Parse)
                .GroupBy(service => service.Description ?? "", service => service.Host, StringComparer.Ordinal)
                .Select(service => new NameChange(ObjectType.Service, false, service.Key, service.ToHashSet(StringComparer.Ordinal))));
        }

        return names;
    }

    private static bool HasTextBehind(WrittenDefinition definition) =>
        (definition.Tree.Lines[definition.Block.End - 1].Faults & LineFaults.TextAfterCloseBrace) != 0;

    // With the block goes one blank line of the two around it; at the end of a file that had no last line end, it has none again.
    private static FileChange Cut(WrittenDefinition definition)
    {
        var tree = definition.Tree;
        var block = definition.Block;
        var first = block.Define;
        var isAtEnd = block.End == tree.Lines.Length;
        if (first > 0 && tree.Lines[first - 1].Kind == LineKind.Blank && (isAtEnd || tree.Lines[block.End].Kind == LineKind.Blank))
        {
            first--;
        }

        var start = tree.Lines[first].Start;
        if (isAtEnd && tree.Content.Span[^1] != '\n' && start > 0)
        {
            start -= start > 1 && tree.Content.Span[start - 2] == '\r' ? 2 : 1;
        }

        return new FileChange(start, isAtEnd ? tree.Content.Length : tree.Lines[block.End].Start, default);
    }
}
