using Tsuba.Configuration.Syntax;

namespace Tsuba.Configuration.Edits;

/// <summary>The configuration while a list of edits is made, and what they did.</summary>
internal sealed class EditSession(DefinitionBook book)
{
    internal DefinitionBook Book { get; private set; } = book;

    internal List<DefinitionId> Touched { get; } = [];

    internal List<DefinitionId> Deleted { get; } = [];

    /// <summary>Goes on with another book.</summary>
    internal void Take(DefinitionBook next) => Book = next;

    /// <summary>Changes bytes of one file.</summary>
    internal void Change(SyntaxTree tree, IEnumerable<FileChange> changes) =>
        Change(new Dictionary<string, List<FileChange>>(StringComparer.Ordinal) { [tree.Path] = [.. changes] });

    /// <summary>Changes bytes of several files at once.</summary>
    internal void Change(IReadOnlyDictionary<string, List<FileChange>> changes)
    {
        if (changes.Values.All(list => list.Count == 0))
        {
            return;
        }

        Book = Book.With(changes.ToDictionary(
            file => file.Key,
            file => (ReadOnlyMemory<byte>)FileChange.Apply(Book.Image.Files.GetValueOrDefault(file.Key), file.Value),
            StringComparer.Ordinal));
    }
}
