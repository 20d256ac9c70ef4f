using System.Collections.Immutable;
using System.Diagnostics;
using Tsuba.Configuration.Edits;
using Tsuba.Synchronizer.Core.Sources.Planning;
using Tsuba.Synchronizer.Core.Sources.Reading;

namespace Tsuba.Synchronizer.Sources.Staging;

/// <summary>Says edits of a source in the terms of the configuration: which definition an object is, and which file takes new ones.</summary>
/// <param name="book">The configuration that is edited.</param>
/// <param name="ids">Its definitions by the names that sources use.</param>
/// <param name="source">Name of the source.</param>
internal sealed class StagingEdits(DefinitionBook book, IEnumerable<KeyValuePair<ObjectName, DefinitionId>> ids, string source)
{
    private readonly Dictionary<ObjectName, DefinitionId> _ids = ids.DistinctBy(pair => pair.Key).ToDictionary(pair => pair.Key, pair => pair.Value);

    /// <summary>The edits, one for each.</summary>
    internal ImmutableArray<ConfigurationEdit> Of(IEnumerable<SourceEdit> edits) => [.. edits.Select(Of)];

    private ConfigurationEdit Of(SourceEdit edit)
    {
        switch (edit)
        {
            case SourceEdit.AddObject add:
                _ids[add.Name] = new DefinitionId(add.Name.Type, add.Name.Name, add.Name.IsTemplate);
                return new AddObject(add.Name.Type, add.Properties, FileFor(add.Name));
            case SourceEdit.SetProperty { Value: { } value } set:
                return new SetProperty(IdOf(set.Name), set.Property, value);
            case SourceEdit.SetProperty remove:
                return new RemoveProperty(IdOf(remove.Name), remove.Property);
            case SourceEdit.RenameObject rename:
                var id = IdOf(rename.Name);
                _ids[rename.NewName] = id with { Key = rename.NewName.Name };
                return new RenameObject(id, rename.NewName.Name, rename.Name.IsTemplate);
            case SourceEdit.DeleteObject delete:
                return new DeleteObject(IdOf(delete.Name));
            default:
                throw new UnreachableException();
        }
    }

    private DefinitionId IdOf(ObjectName name) =>
        _ids.TryGetValue(name, out var id) ? id : new DefinitionId(name.Type, name.Of.Length == 0 ? name.Name : $"{name.Of};{name.Name}", name.IsTemplate);

    // A file of its own where a directory is read; else where objects of the type stand already, else behind the last object.
    private string? FileFor(ObjectName name)
    {
        var own = ConfigurationFolders.Of(book).Select(folder => $"{folder}/source-{source}.cfg").FirstOrDefault(path => ConfigurationFolders.WouldRead(book, path));
        return own ?? (book.OfType(name.Type).Any() ? null : book.Definitions.LastOrDefault()?.Tree.Path ?? book.MainFiles[0]);
    }
}
