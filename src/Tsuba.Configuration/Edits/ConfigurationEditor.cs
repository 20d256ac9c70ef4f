using Tsuba.Model.Names;

namespace Tsuba.Configuration.Edits;

/// <summary>
/// Edits configuration files through their syntax trees: exactly the bytes that must change do, comments, order and layout stay. What
/// was written is read back and compared before an edit counts. Source: design 2.8.
/// </summary>
public static class ConfigurationEditor
{
    /// <summary>Makes edits one after the other; all of them, or none if one is refused.</summary>
    /// <param name="book">The configuration.</param>
    /// <param name="edits">The edits. Each sees what those before it did.</param>
    public static EditOutcome Apply(DefinitionBook book, IEnumerable<ConfigurationEdit> edits)
    {
        ArgumentNullException.ThrowIfNull(book);
        ArgumentNullException.ThrowIfNull(edits);
        var session = new EditSession(book);
        var index = 0;
        foreach (var edit in edits)
        {
            if (Apply(session, edit) is { } refusal)
            {
                return new EditOutcome(book, [], [], refusal, index);
            }

            index++;
        }

        return new EditOutcome(session.Book, [.. session.Touched.Distinct()], [.. session.Deleted.Distinct()], null, -1);
    }

    /// <summary>The definition of an id, or the refusal that says that there is none.</summary>
    internal static EditRefusal? Find(DefinitionBook book, DefinitionId id, out WrittenDefinition definition)
    {
        if (book.Find(id) is { } found)
        {
            definition = found;
            return DefinitionLines.Fault(found) is { } fault ? new EditRefusal(EditRefusalKind.Obstructed, fault, found.Location) : null;
        }

        definition = null!;
        var near = NearName.Find(id.Key, book.OfType(id.Type).Select(other => other.Id.Key));
        return EditRefusal.Of(EditRefusalKind.NotFound, $"there is no {id}{(near is null ? "" : $"; did you mean {id with { Key = near, Ordinal = 1 }}?")}");
    }

    private static EditRefusal? Apply(EditSession session, ConfigurationEdit edit) => edit switch
    {
        SetProperty set => PropertyEdits.Set(session, set),
        RemoveProperty remove => PropertyEdits.Remove(session, remove),
        AddObject add => AddEdits.Add(session, add),
        RenameObject rename => RenameEdits.Rename(session, rename),
        DeleteObject delete => DeleteEdits.Delete(session, delete),
        _ => throw new ArgumentOutOfRangeException(nameof(edit), edit, null),
    };
}
