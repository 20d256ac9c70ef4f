using System.Buffers;
using System.Text;
using Tsuba.Configuration.Edits.References;
using Tsuba.Model.Definitions;

namespace Tsuba.Configuration.Edits;

/// <summary>Renames a definition and every mention of it.</summary>
internal static class RenameEdits
{
    // They would be read as operators of lists, groups, rules, commands or macros.
    private static readonly SearchValues<char> NoName = SearchValues.Create(",;!|&()$`~%^*'\"<>?=\\");

    internal static EditRefusal? Rename(EditSession session, RenameObject edit)
    {
        if (ConfigurationEditor.Find(session.Book, edit.Target, out var definition) is { } missing)
        {
            return missing;
        }

        var asTemplate = edit.AsTemplate || (definition.Id.IsTemplate && definition.Find("name") is not null);
        var property = asTemplate ? "name" : DefinitionNaming.NameProperty(definition.Type);
        if (property is null || definition.Find(property) is not { } old)
        {
            return EditRefusal.Of(EditRefusalKind.NotFound, $"{edit.Target} has no name that could be changed");
        }

        var name = PropertyText.Trim(edit.NewName);
        if (PropertyText.ValueFault(name) is { } fault)
        {
            return EditRefusal.Of(EditRefusalKind.Unwritable, $"the new name of {edit.Target}: {fault}");
        }

        if (name.AsSpan().IndexOfAny(NoName) is >= 0 and var sign)
        {
            return EditRefusal.Of(EditRefusalKind.Unwritable, $"the new name of {edit.Target} holds {name[sign]}, which has a meaning of its own in lists, rules and commands");
        }

        if (name[0] is '+' or '#')
        {
            return EditRefusal.Of(EditRefusalKind.Unwritable, $"the new name of {edit.Target} begins with {name[0]}, which has a meaning of its own");
        }

        return name == old ? null : Rename(session, definition, property, old, name, asTemplate);
    }

    private static EditRefusal? Rename(EditSession session, WrittenDefinition definition, string property, string old, string name, bool asTemplate)
    {
        var book = session.Book;
        var others = book.OfType(definition.Type).Where(other => other.Id != definition.Id && (definition.Type == ObjectType.Service || asTemplate || !other.Id.IsTemplate)).ToList();
        HostContext? loaded = null;
        HostContext Context() => loaded ??= new HostContext(book.Image, book.MainFiles);

        var isService = definition.Type == ObjectType.Service && !asTemplate;
        if (isService)
        {
            var made = Context().ServicesOf(definition).ToList();
            if (made.Find(service => Context().ServiceKeys.Contains($"{service.Host};{name}")) is { Host: { } host } && !string.IsNullOrEmpty(host))
            {
                return EditRefusal.Of(EditRefusalKind.Exists, $"host {host} has a service \"{Excerpt.Of(name)}\" already");
            }
        }
        else if (others.Find(other => other.Find(property) == name) is { } taken)
        {
            return new EditRefusal(EditRefusalKind.Exists, $"there is a {taken.Id} already", taken.Location);
        }
        else if (others.Find(other => other.Find(property) == old) is { } twin)
        {
            return new EditRefusal(EditRefusalKind.Obstructed, $"{twin.Id} has the same name; which of the two others mean is not clear, so rename or delete that one first", twin.Location);
        }

        var hosts = isService ? Context().HostsOf(definition, property) : null;
        var change = new NameChange(definition.Type, asTemplate, old, hosts);
        var found = new ReferenceSearch(book, Context).Find([change], _ => true, out var obstacle);
        if (obstacle is not null)
        {
            return obstacle;
        }

        var changes = Changes(book, definition, property, found, name);
        session.Change(changes);
        return Verify(session, book, definition, found, property, name, changes.Keys);
    }

    private static Dictionary<string, List<FileChange>> Changes(
        DefinitionBook book, WrittenDefinition definition, string property, List<FoundReference> found, string name)
    {
        var changes = new Dictionary<string, List<FileChange>>(StringComparer.Ordinal);
        List<FileChange> Of(string path) => changes.TryGetValue(path, out var list) ? list : changes[path] = [];

        foreach (var line in definition.Properties.Where(written => written.Name == property).Select(written => written.Line).TakeLast(1))
        {
            Of(definition.Tree.Path).Add(DefinitionLines.Replace(definition.Tree, line, PropertyText.Encode(name)));
        }

        var bytes = Encoding.UTF8.GetBytes(name);
        foreach (var reference in found.DistinctBy(reference => (reference.Definition.Tree.Path, reference.Span.Start)))
        {
            Of(reference.Definition.Tree.Path).Add(new FileChange(reference.Span.Start, reference.Span.End, bytes));
        }

        if (definition.Type == ObjectType.Command)
        {
            foreach (var (tree, _, start, end) in MainCommands.Find(book, definition.Find(property) ?? ""))
            {
                Of(tree.Path).Add(new FileChange(start, end, bytes));
            }
        }

        return changes;
    }

    private static EditRefusal? Verify(
        EditSession session, DefinitionBook before, WrittenDefinition definition, List<FoundReference> found, string property, string name, IEnumerable<string> paths)
    {
        var renamed = session.Book.At(definition.Tree.Path, definition.BlockIndex);
        var trees = session.Book.Trees.ToDictionary(tree => tree.Path, StringComparer.Ordinal);
        if (renamed?.Find(property) != name
            || before.Trees.Any(tree => paths.Contains(tree.Path, StringComparer.Ordinal) && trees[tree.Path].Lines.Length != tree.Lines.Length))
        {
            return new EditRefusal(EditRefusalKind.Unwritable, $"{definition.Id}: the new name would not be read back as it was given", definition.Location);
        }

        session.Touched.Add(renamed.Id);
        session.Touched.AddRange(found.Select(reference => session.Book.At(reference.Definition.Tree.Path, reference.Definition.BlockIndex)).OfType<WrittenDefinition>().Select(touched => touched.Id));
        return null;
    }
}
