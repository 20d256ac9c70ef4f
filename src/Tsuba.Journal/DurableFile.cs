using System.Buffers.Binary;
using Tsuba.Journal.Files;

namespace Tsuba.Journal;

/// <summary>
/// A file that is replaced as a whole: after a power cut it holds the old or the new content. One with a checksum is CRC-32C (4 bytes,
/// little-endian), then the content.
/// </summary>
public static class DurableFile
{
    /// <summary>Replaces the content, with its checksum; durable on return.</summary>
    /// <exception cref="IOException">Not durable: the file holds the old or the new content.</exception>
    public static void Write(IJournalFiles files, string path, ReadOnlySpan<byte> content)
    {
        var bytes = new byte[content.Length + 4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, Checksum.Of(content));
        content.CopyTo(bytes.AsSpan(4));
        Replace(files, path, bytes);
    }

    /// <summary>Replaces the content of a file that finds damage by itself; durable on return.</summary>
    /// <exception cref="IOException">Not durable: the file holds the old or the new content.</exception>
    public static void Replace(IJournalFiles files, string path, ReadOnlySpan<byte> content)
    {
        var fresh = path + ".new";
        Begin(files, fresh, content);
        files.Rename(fresh, path);
        if (Path.GetDirectoryName(path) is { Length: > 0 } directory)
        {
            files.FlushDirectory(directory);
        }
    }

    /// <summary>Writes a file that is going to take the place of another.</summary>
    /// <exception cref="IOException">It is not on the disk.</exception>
    public static void Begin(IJournalFiles files, string fresh, ReadOnlySpan<byte> content)
    {
        // A file whose flush failed once may say afterwards that it is flushed, and is not: what was begun there is not gone on with.
        files.Delete(fresh);
        using var file = files.Open(fresh);
        file.Write(0, content);
        file.Flush();
    }

    /// <summary>The content; null where there is no such file, or where it is damaged: it is then kept aside with a finding.</summary>
    public static (byte[]? Content, JournalFinding? Finding) Read(IJournalFiles files, string path)
    {
        var name = Path.GetFileName(path);
        if (!files.List(Path.GetDirectoryName(path) ?? ".").Contains(name, StringComparer.Ordinal))
        {
            return (null, null);
        }

        using (var file = files.Open(path))
        {
            var bytes = new byte[file.Length];
            if (file.Read(0, bytes) == bytes.Length && bytes.Length >= 4
                && BinaryPrimitives.ReadUInt32LittleEndian(bytes) == Checksum.Of(bytes.AsSpan(4)))
            {
                return (bytes[4..], null);
            }
        }

        files.Rename(path, path + ".damaged");
        return (null, new JournalFinding(JournalFindingKind.Damaged, name, 0, $"the file is damaged; it is kept as {name}.damaged"));
    }
}
