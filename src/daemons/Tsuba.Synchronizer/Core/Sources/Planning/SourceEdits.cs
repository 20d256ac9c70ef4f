using System.Collections.Immutable;

namespace Tsuba.Synchronizer.Core.Sources.Planning;

/// <summary>Turns proposals into edits of staging.</summary>
public static class SourceEdits
{
    /// <summary>The edits of some proposals, in an order in which each can be done.</summary>
    public static ImmutableArray<SourceEdit> Of(IEnumerable<ProposedChange> changes)
    {
        ArgumentNullException.ThrowIfNull(changes);
        var edits = ImmutableArray.CreateBuilder<SourceEdit>();

        // Names become free before others take them, and what is used is there before what uses it.
        foreach (var change in changes.Where(change => change.IsEdit).OrderBy(Rank).ThenBy(change => change.Name.IsTemplate ? 0 : 1).ThenBy(change => change.Name))
        {
            switch (change.Kind)
            {
                case ChangeKind.Add:
                    edits.Add(new SourceEdit.AddObject(
                        change.Name, [.. change.Name.Properties(), .. change.Properties.Select(property => KeyValuePair.Create(property.Property, property.After ?? ""))]));
                    break;
                case ChangeKind.Delete:
                    edits.Add(new SourceEdit.DeleteObject(change.OldName ?? change.Name));
                    break;
                default:
                    if (change.OldName is { } old)
                    {
                        edits.Add(new SourceEdit.RenameObject(old, change.Name));
                    }

                    edits.AddRange(change.Properties.Select(property => new SourceEdit.SetProperty(change.Name, property.Property, property.After)));
                    break;
            }
        }

        return edits.ToImmutable();
    }

    private static int Rank(ProposedChange change) => change.Kind switch
    {
        ChangeKind.Delete => 0,
        ChangeKind.Rename => 1,
        ChangeKind.Add => 2,
        _ => 3,
    };
}
