using System.Collections.Immutable;
using System.Text.Json;
using Tsuba.Hosting.Pki;
using Tsuba.Synchronizer.Core.Sources.Memory;

namespace Tsuba.Synchronizer.Sources.Ledger;

/// <summary>Keeps the ledger of sources in one file, which is replaced as a whole. Only this process may read it: directories hold people.</summary>
internal sealed class LedgerStore(string directory)
{
    private const int FormVersion = 1;

    private readonly string _path = Path.Combine(directory, "ledger.json");

    /// <summary>The ledger; an empty one if there is none yet.</summary>
    /// <exception cref="InvalidDataException">The file is not what this version writes. Starting without it would take every object for one that a person made.</exception>
    internal SourceLedger Load()
    {
        if (!File.Exists(_path))
        {
            return SourceLedger.Empty;
        }

        try
        {
            using var stream = File.OpenRead(_path);
            return JsonSerializer.Deserialize(stream, LedgerJson.Default.LedgerFile) is { Version: FormVersion } file
                ? Load(file)
                : throw new InvalidDataException($"{_path} is of another version");
        }
        catch (JsonException damaged)
        {
            throw new InvalidDataException($"{_path} is damaged: {damaged.Message}", damaged);
        }
    }

    /// <summary>Writes the ledger.</summary>
    internal void Save(SourceLedger ledger)
    {
        PrivateFiles.EnsureDirectory(directory);
        var file = new LedgerFile(
            FormVersion,
            [.. ledger.Sources.Select(pair => Store(pair.Key, pair.Value))],
            [.. ledger.Written.OrderBy(pair => pair.Key).Select(pair => new StoredObject(StoredName.Store(pair.Key), pair.Value.IsMade, new(pair.Value.Properties, StringComparer.Ordinal)))]);
        PrivateFiles.Write(_path, JsonSerializer.Serialize(file, LedgerJson.Default.LedgerFile), isPublic: false);
    }

    private static StoredSource Store(string name, SourceMemory memory) => new(
        name,
        memory.LastRead,
        memory.LastSound,
        memory.Trouble,
        memory.Findings,
        [
            .. memory.Entries.Values.Select(entry => new StoredEntry(
                entry.Key,
                StoredName.Store(entry.Name),
                new(entry.Properties, StringComparer.Ordinal),
                entry.VanishedSince,
                entry.AppliedName is { } applied ? StoredName.Store(applied) : null)),
        ]);

    private static SourceLedger Load(LedgerFile file) => new(
        file.Sources.ToImmutableSortedDictionary(source => source.Name, Load, StringComparer.Ordinal),
        file.Written.ToImmutableDictionary(item => item.Name.Load(), item => new WrittenObject(item.IsMade, Sorted(item.Properties))));

    private static SourceMemory Load(StoredSource source)
    {
        var entries = source.Entries.Select(entry => new SourceEntry(
            entry.Key, entry.Name.Load(), Sorted(entry.Properties), entry.VanishedSince, entry.AppliedName?.Load()));
        return new SourceMemory
        {
            LastRead = source.LastRead,
            LastSound = source.LastSound,
            Trouble = source.Trouble,
            Findings = source.Findings,
            Entries = entries.ToImmutableSortedDictionary(SourceMemory.KeyOf, entry => entry, StringComparer.Ordinal),
        };
    }

    private static ImmutableSortedDictionary<string, string> Sorted(SortedDictionary<string, string> properties) =>
        properties.ToImmutableSortedDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);
}
