using System.Collections.Immutable;
using System.Globalization;
using Tsuba.Synchronizer.Core.Sources.Planning;
using Tsuba.Synchronizer.Core.Sources.Reading;
using Tsuba.Synchronizer.Sources.Staging;

namespace Tsuba.Daemons.Tests.Synchronizer.Sources;

/// <summary>A staging of plain dictionaries that does what it is told.</summary>
internal sealed class MemoryStaging : ISourceStaging
{
    private readonly Dictionary<ObjectName, ImmutableSortedDictionary<string, string>> _objects = [];

    /// <summary>Everything that was written, in order.</summary>
    internal List<SourceChangeSet> Written { get; } = [];

    /// <summary>If set, what is refused is refused with this.</summary>
    internal string? Refusal { get; set; }

    /// <summary>The objects, as text.</summary>
    internal IEnumerable<string> Text => _objects.OrderBy(pair => pair.Key)
        .Select(pair => $"{pair.Key} {string.Join(' ', pair.Value.Select(property => $"{property.Key}={property.Value}"))}".TrimEnd());

    /// <summary>The objects as a source sees them.</summary>
    internal StagedObjects Objects => new(Version, new Dictionary<ObjectName, ImmutableSortedDictionary<string, string>>(_objects));

    public Task<StagedObjects> ReadAsync(CancellationToken cancellationToken) =>
        Task.FromResult(Objects);

    public Task<ChangeSetOutcome> WriteAsync(SourceChangeSet changes, CancellationToken cancellationToken)
    {
        if (Refusal is not null || changes.Version != Version)
        {
            return Task.FromResult(new ChangeSetOutcome(false, "", Refusal ?? "staging has moved on"));
        }

        Do(changes.Edits);
        Written.Add(changes);
        return Task.FromResult(new ChangeSetOutcome(true, Version, ""));
    }

    private string Version => Written.Count.ToString(CultureInfo.InvariantCulture);

    /// <summary>Does edits in their order; each must be possible.</summary>
    internal void Do(IEnumerable<SourceEdit> edits)
    {
        foreach (var edit in edits)
        {
            Do(edit);
        }
    }

    private void Do(SourceEdit edit)
    {
        switch (edit)
        {
            case SourceEdit.AddObject add:
                var naming = add.Name.Properties().Select(pair => pair.Key).ToHashSet();
                Assert.True(_objects.TryAdd(add.Name, add.Properties.Where(pair => !naming.Contains(pair.Key)).ToImmutableSortedDictionary(StringComparer.Ordinal)));
                break;
            case SourceEdit.SetProperty set:
                _objects[set.Name] = set.Value is null ? _objects[set.Name].Remove(set.Property) : _objects[set.Name].SetItem(set.Property, set.Value);
                break;
            case SourceEdit.RenameObject rename:
                Assert.True(_objects.Remove(rename.Name, out var moved));
                Assert.True(_objects.TryAdd(rename.NewName, moved));
                break;
            case SourceEdit.DeleteObject delete:
                Assert.True(_objects.Remove(delete.Name));
                break;
            default:
                Assert.Fail(edit.ToString());
                break;
        }
    }

    /// <summary>A person's edit.</summary>
    internal void Edit(ObjectName name, params (string Property, string Value)[] properties) =>
        _objects[name] = properties.ToImmutableSortedDictionary(pair => pair.Property, pair => pair.Value, StringComparer.Ordinal);

    /// <summary>A person's deletion.</summary>
    internal bool Remove(ObjectName name) => _objects.Remove(name);

    /// <summary>The properties of an object; null: it is not there.</summary>
    internal ImmutableSortedDictionary<string, string>? Find(ObjectName name) => _objects.GetValueOrDefault(name);
}
