using System.Globalization;
using Tsuba.Journal;
using Tsuba.Journal.Files;
using Tsuba.Journal.Reading;
using Tsuba.Journal.Snapshots;
using Tsuba.Model.Items;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Scheduler.Parts;

/// <summary>The directory of one part: record, journal, snapshots.</summary>
internal sealed class PartFiles
{
    private const string Prefix = "part-";

    public PartFiles(IJournalFiles files, string stateDirectory, PartId part)
    {
        Files = files;
        Part = part;
        Directory = Path.Combine(stateDirectory, Prefix + part);
    }

    public IJournalFiles Files { get; }

    public PartId Part { get; }

    public string Directory { get; }

    public string Journal => Path.Combine(Directory, "journal");

    public string Snapshots => Path.Combine(Directory, "snapshot");

    /// <summary>Segments and snapshots that the part no longer needs, kept for who looks back.</summary>
    public string History => Path.Combine(Directory, "history");

    private string Record => Path.Combine(Directory, "record");

    /// <summary>All parts that have a directory.</summary>
    public static IEnumerable<PartId> Parts(string stateDirectory) =>
        System.IO.Directory.EnumerateDirectories(stateDirectory, Prefix + "*")
            .Select(path => Path.GetFileName(path)[Prefix.Length..])
            .Where(text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            .Select(text => new PartId(int.Parse(text, CultureInfo.InvariantCulture)))
            .Order();

    /// <summary>Whether there is a journal or a snapshot, however much of it can be read.</summary>
    public bool HasData => new[] { Journal, Snapshots }.Any(directory =>
    {
        Files.CreateDirectory(directory);
        return Files.List(directory).Any(name => !name.EndsWith(".damaged", StringComparison.Ordinal));
    });

    /// <summary>
    /// The highest version of the rules that journal and snapshots say they were written under; 1 where they say nothing. Looks at headers, and
    /// leaves the files as they are.
    /// </summary>
    public uint Semantics()
    {
        Files.CreateDirectory(Journal);
        var journal = new StoredJournal(Files, Journal).SemanticsVersion();
        return Math.Max(SemanticsRange.First, Math.Max(journal, new SnapshotStore(Files, Snapshots).SemanticsVersion()));
    }

    public (PartRecord? Record, JournalFinding? Finding) ReadRecord()
    {
        Files.CreateDirectory(Directory);
        var (content, finding) = DurableFile.Read(Files, Record);
        return (content is null ? null : PartRecord.Parser.ParseFrom(content), finding);
    }

    /// <summary>Durable on return.</summary>
    /// <exception cref="IOException">The disk refuses; the record before stands.</exception>
    public void WriteRecord(PartRecord record)
    {
        Files.CreateDirectory(Directory);
        DurableFile.Write(Files, Record, Google.Protobuf.MessageExtensions.ToByteArray(record));
    }

    /// <summary>Gives journal and snapshots names under which they are no longer read.</summary>
    public void SetDataAside()
    {
        foreach (var directory in new[] { Journal, Snapshots })
        {
            Files.CreateDirectory(directory);
            foreach (var name in Files.List(directory).Where(name => !name.EndsWith(".damaged", StringComparison.Ordinal)))
            {
                var path = Path.Combine(directory, name);
                Files.Rename(path, path + ".damaged");
            }
        }
    }

    /// <summary>Removes journal and snapshots; the record stays, since the epoch must not be forgotten.</summary>
    public void DeleteData()
    {
        foreach (var directory in new[] { Journal, Snapshots, History })
        {
            Files.CreateDirectory(directory);
            foreach (var name in Files.List(directory))
            {
                Files.Delete(Path.Combine(directory, name));
            }
        }
    }
}
