using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Globalization;
using Tsuba.Journal.Files;

namespace Tsuba.Journal.Snapshots;

/// <summary>
/// Snapshots in a directory, the two newest kept, so that one damaged file costs a longer replay and no state. Written beside,
/// flushed, then renamed, so a name stands for a whole file. Little-endian: mark (8), format version (4), semantics version (4),
/// sequence (8), length (8), CRC-32C of the content (4), CRC-32C of all before (4), content.
/// </summary>
public sealed class SnapshotStore
{
    private const int HeaderBytes = 40;
    private const uint FormatVersion = 1;
    private const int Kept = 2;
    private const string Prefix = "snapshot-";
    private const string Suffix = ".snp";
    private const string AsideSuffix = ".damaged";

    private readonly IJournalFiles _files;
    private readonly string _directory;
    private readonly string? _archive;

    // The newest that was read through and is whole, and the newest that is not: a follower asks piece by piece, and each call would read it all.
    private ulong _whole;
    private ulong _damaged;

    /// <summary>The store of a directory, which is created where it is missing.</summary>
    public SnapshotStore(IJournalFiles files, string directory)
        : this(files, directory, archive: null)
    {
    }

    /// <summary>The same, with a directory of the same file system to which snapshots are moved instead of removing them; null: none.</summary>
    public SnapshotStore(IJournalFiles files, string directory, string? archive)
    {
        _files = files;
        _directory = directory;
        _archive = archive;
        files.CreateDirectory(directory);
    }

    private static ReadOnlySpan<byte> Mark => "TSUBASNP"u8;

    /// <summary>
    /// Writes a snapshot and removes those that are no longer kept. Returns the sequence of the oldest that is kept: the journal
    /// may drop what lies before it.
    /// </summary>
    /// <exception cref="IOException">Not written; those before are untouched.</exception>
    public ulong Write(ulong sequence, uint semanticsVersion, ReadOnlySpan<byte> content)
    {
        var path = Path.Combine(_directory, FileName(sequence));
        var temporary = path + ".new";
        Volatile.Write(ref _damaged, 0);
        _files.Delete(temporary);
        using (var file = _files.Open(temporary))
        {
            var header = new byte[HeaderBytes];
            Mark.CopyTo(header);
            BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(8), FormatVersion);
            BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(12), semanticsVersion);
            BinaryPrimitives.WriteUInt64LittleEndian(header.AsSpan(16), sequence);
            BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(24), content.Length);
            BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(32), Checksum.Of(content));
            BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(36), Checksum.Of(header.AsSpan(0, 36)));
            file.Write(0, header);
            file.Write(HeaderBytes, content);
            file.Flush();
        }

        _files.Rename(temporary, path);
        _files.FlushDirectory(_directory);

        var kept = Sequences();
        foreach (var old in kept.SkipLast(Kept))
        {
            var former = Path.Combine(_directory, FileName(old));
            if (_archive is null)
            {
                _files.Delete(former);
            }
            else
            {
                _files.Rename(former, Path.Combine(_archive, FileName(old)));
            }
        }

        return kept.TakeLast(Kept).First();
    }

    /// <summary>
    /// The newest whole snapshot that <paramref name="isUsable"/> accepts, or null. Damaged ones are kept aside under another name.
    /// </summary>
    public (JournalSnapshot? Snapshot, ImmutableArray<JournalFinding> Findings) Load(Func<JournalSnapshot, bool> isUsable)
    {
        var findings = ImmutableArray.CreateBuilder<JournalFinding>();
        foreach (var sequence in Enumerable.Reverse(Sequences()))
        {
            var name = FileName(sequence);
            if (Read(name, sequence) is not { } snapshot)
            {
                var path = Path.Combine(_directory, name);
                _files.Rename(path, path + AsideSuffix);
                findings.Add(new JournalFinding(
                    JournalFindingKind.Damaged, name, 0, $"the snapshot is damaged; it is kept as {name}{AsideSuffix}"));
            }
            else if (isUsable(snapshot))
            {
                return (snapshot, findings.DrainToImmutable());
            }
        }

        return (null, findings.DrainToImmutable());
    }

    /// <summary>Every whole snapshot, oldest first; damaged ones are passed over.</summary>
    public IEnumerable<JournalSnapshot> LoadAll()
    {
        foreach (var sequence in Sequences())
        {
            if (Read(FileName(sequence), sequence) is { } snapshot)
            {
                yield return snapshot;
            }
        }
    }

    /// <summary>Bytes of the files of these snapshots; what was removed meanwhile counts nothing.</summary>
    public long BytesOf(IEnumerable<ulong> sequences)
    {
        var bytes = 0L;
        foreach (var name in _files.List(_directory).Intersect(sequences.Select(FileName)))
        {
            using var file = _files.Open(Path.Combine(_directory, name));
            bytes += file.Length;
        }

        return bytes;
    }

    /// <summary>Removes a snapshot.</summary>
    public void Delete(ulong sequence) => _files.Delete(Path.Combine(_directory, FileName(sequence)));

    /// <summary>Sequences of the snapshots that are there, oldest first.</summary>
    public IReadOnlyList<ulong> Stored() => Sequences();

    /// <summary>A snapshot; null where it is damaged or was removed meanwhile.</summary>
    public JournalSnapshot? Read(ulong sequence)
    {
        try
        {
            return Read(FileName(sequence), sequence);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    /// <summary>The highest semantics version of a snapshot whose header is whole; 0: there is none.</summary>
    public uint SemanticsVersion()
    {
        var highest = 0U;
        foreach (var sequence in Sequences())
        {
            using var file = _files.Open(Path.Combine(_directory, FileName(sequence)));
            if (ReadHeader(file, sequence) is { } header)
            {
                highest = Math.Max(highest, VersionIn(header));
            }
        }

        return highest;
    }

    /// <summary>Sequence of the newest snapshot; 0: there is none.</summary>
    public ulong NewestSequence() => Sequences().LastOrDefault();

    /// <summary>Sequence of the newest snapshot that is whole, which is all that a follower may be given; 0: there is none. May be called by anyone.</summary>
    /// <param name="again">Whether one that was whole is read once more, since files may be damaged later.</param>
    public ulong NewestWhole(bool again = false)
    {
        if (again)
        {
            Volatile.Write(ref _whole, 0);
        }

        foreach (var sequence in Enumerable.Reverse(Sequences()))
        {
            if (sequence == Volatile.Read(ref _whole) || (sequence != Volatile.Read(ref _damaged) && Read(sequence) is not null))
            {
                Volatile.Write(ref _whole, sequence);
                return sequence;
            }

            Volatile.Write(ref _damaged, Math.Max(sequence, Volatile.Read(ref _damaged)));
        }

        return 0;
    }

    /// <summary>A piece of the content of a snapshot, for a follower; null where there is no such snapshot any more, or the file ends before it.</summary>
    public SnapshotPiece? ReadPiece(ulong sequence, long offset, int maxBytes)
    {
        var name = FileName(sequence);
        if (!_files.List(_directory).Contains(name, StringComparer.Ordinal))
        {
            return null;
        }

        using var file = _files.Open(Path.Combine(_directory, name));
        if (ReadHeader(file, sequence) is not { } header || LengthIn(header) is var total && (offset < 0 || offset > total))
        {
            return null;
        }

        var piece = new byte[Math.Min(maxBytes, total - offset)];
        return file.Read(HeaderBytes + offset, piece) == piece.Length
            ? new SnapshotPiece(piece, total, VersionIn(header), ContentChecksumIn(header))
            : null;
    }

    /// <summary>Removes all snapshots: the part was dropped, or its follower begins anew.</summary>
    public void Clear()
    {
        foreach (var sequence in Sequences())
        {
            _files.Delete(Path.Combine(_directory, FileName(sequence)));
        }
    }

    private static string FileName(ulong sequence) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{sequence:x16}{Suffix}");

    private List<ulong> Sequences()
    {
        var sequences = new List<ulong>();
        foreach (var name in _files.List(_directory))
        {
            if (name.Length == Prefix.Length + 16 + Suffix.Length
                && name.StartsWith(Prefix, StringComparison.Ordinal)
                && name.EndsWith(Suffix, StringComparison.Ordinal)
                && ulong.TryParse(
                    name.AsSpan(Prefix.Length, 16), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var sequence))
            {
                sequences.Add(sequence);
            }
        }

        sequences.Sort();
        return sequences;
    }

    private static uint VersionIn(byte[] header) => BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(12));

    private static long LengthIn(byte[] header) => BinaryPrimitives.ReadInt64LittleEndian(header.AsSpan(24));

    private static uint ContentChecksumIn(byte[] header) => BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(32));

    private static byte[]? ReadHeader(IJournalFile file, ulong sequence)
    {
        var header = new byte[HeaderBytes];
        return file.Read(0, header) == HeaderBytes
            && header.AsSpan(0, 8).SequenceEqual(Mark)
            && BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(36)) == Checksum.Of(header.AsSpan(0, 36))
            && BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(8)) == FormatVersion
            && BinaryPrimitives.ReadUInt64LittleEndian(header.AsSpan(16)) == sequence
                ? header
                : null;
    }

    private JournalSnapshot? Read(string name, ulong sequence)
    {
        using var file = _files.Open(Path.Combine(_directory, name));
        if (ReadHeader(file, sequence) is not { } header || LengthIn(header) != file.Length - HeaderBytes)
        {
            return null;
        }

        var content = new byte[file.Length - HeaderBytes];
        return file.Read(HeaderBytes, content) == content.Length
            && ContentChecksumIn(header) == Checksum.Of(content)
                ? new JournalSnapshot(sequence, VersionIn(header), content)
                : null;
    }
}
