using System.Text;
using Tsuba.Configuration.Objects;
using Tsuba.Configuration.Syntax;
using Tsuba.Model.Definitions;

namespace Tsuba.Configuration.Edits;

/// <summary>Adds a definition at the end of a file, behind a blank line.</summary>
internal static class AddEdits
{
    private const int MostProperties = 1000;

    internal static EditRefusal? Add(EditSession session, AddObject edit)
    {
        if (Fault(edit) is { } fault)
        {
            return EditRefusal.Of(EditRefusalKind.Unwritable, $"a new {ObjectTypes.Text(edit.Type)}: {fault}");
        }

        if (ChooseFile(session.Book, edit, out var path) is { } refusal)
        {
            return refusal;
        }

        var before = session.Book;
        var tree = before.Trees.FirstOrDefault(tree => tree.Path == path);
        if (tree is not null && !EndsClean(tree))
        {
            return EditRefusal.Of(EditRefusalKind.Obstructed, $"{path} ends in an object or line that is not closed; correct the file by hand, or name another one");
        }

        session.Change(new Dictionary<string, List<FileChange>>(StringComparer.Ordinal) { [path] = [Append(tree, edit)] });
        var added = session.Book.At(path, tree?.Blocks.Length ?? 0);
        var isSound = added is not null && added.Type == edit.Type
            && added.Properties.Select(property => (property.Name, property.Value)).SequenceEqual(
                edit.Properties.Select(property => (DefinitionNaming.Canonical(edit.Type, property.Key), PropertyText.Trim(property.Value))));
        if (!isSound)
        {
            return EditRefusal.Of(EditRefusalKind.Unwritable, $"a new {ObjectTypes.Text(edit.Type)}: its properties would not be read back as they were given");
        }

        if (before.Find(added!.Id with { Ordinal = 1 }) is { } other && HasName(edit.Type, added))
        {
            return new EditRefusal(EditRefusalKind.Exists, $"there is a {other.Id} already", other.Location);
        }

        session.Touched.Add(added.Id);
        return null;
    }

    private static string? Fault(AddObject edit)
    {
        if (edit.Type == ObjectType.Main || edit.Properties.Length is 0 or > MostProperties)
        {
            return edit.Type == ObjectType.Main ? "the options of the main file are no object" : "it has 1 to 1000 properties";
        }

        foreach (var (name, value) in edit.Properties)
        {
            if (PropertyEdits.Fault(edit.Type, name, [value], isNew: true) is { } fault)
            {
                return $"{Excerpt.Of(name)}: {fault}";
            }
        }

        var given = edit.Properties.Select(property => DefinitionNaming.Canonical(edit.Type, property.Key)).ToHashSet(StringComparer.Ordinal);
        return DefinitionNaming.NameProperty(edit.Type) is { } naming && !given.Contains(naming) && !given.Contains("name")
            ? $"it needs {naming}, or name for a template"
            : null;
    }

    // Dependencies and their like may stand twice; what has a name may not.
    private static bool HasName(ObjectType type, WrittenDefinition added) => DefinitionNaming.NameProperty(type) is not null || added.Id.IsTemplate;

    private static EditRefusal? ChooseFile(DefinitionBook book, AddObject edit, out string path)
    {
        path = edit.File ?? book.OfType(edit.Type).LastOrDefault()?.Tree.Path ?? "";
        if (path.Length == 0)
        {
            return EditRefusal.Of(EditRefusalKind.NotFound, $"no file holds a {ObjectTypes.Text(edit.Type)} yet; say which file to write it into");
        }

        var wanted = path;
        if (book.Trees.Any(tree => tree.Path == wanted))
        {
            return null;
        }

        return ConfigurationFolders.WouldRead(book, path)
            ? null
            : EditRefusal.Of(EditRefusalKind.NotFound, $"no main file leads to {Excerpt.Of(path)}: name a file that is read, or a new .cfg file in a directory that a cfg_dir names");
    }

    // Otherwise the new lines would become part of what is open.
    private static bool EndsClean(SyntaxTree tree) =>
        (tree.Blocks.IsEmpty || (tree.Lines[tree.Blocks[^1].Define].Faults & (LineFaults.NotClosed | LineFaults.BraceMissing)) == 0)
        && (tree.Lines.IsEmpty || (tree.Lines[^1].Faults & (LineFaults.ContinuationAtEnd | LineFaults.TooLong)) == 0);

    // The blank line and a line end that was missing before are taken away again when the definition is deleted.
    private static FileChange Append(SyntaxTree? tree, AddObject edit)
    {
        if (tree is null || tree.Content.IsEmpty)
        {
            return new FileChange(0, 0, (byte[])[.. DefinitionLines.Compose(edit.Type, edit.Properties, "\n"), (byte)'\n']);
        }

        var lineEnd = DefinitionLines.LineEnd(tree, 0);
        var end = Encoding.ASCII.GetBytes(lineEnd);
        var text = DefinitionLines.Compose(edit.Type, edit.Properties, lineEnd);
        var endsInLineEnd = tree.Content.Span[^1] == '\n';
        return new FileChange(tree.Content.Length, tree.Content.Length, endsInLineEnd ? (byte[])[.. end, .. text, .. end] : [.. end, .. end, .. text]);
    }
}
