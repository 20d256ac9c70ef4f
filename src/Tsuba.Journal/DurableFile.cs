using System.Buffers.Binary;
using Tsuba.Journal.Files;

namespace Tsuba.Journal;

/// <summary>
/// A small file that is replaced as a whole: after a power cut it holds the old or the new content. CRC-32C (4 bytes,
/// little-endian), then the content.
/// </summary>
public static class DurableFile
{
    /// <summary>Replaces the content; durable on return.</summary>
    /// <exception cref="IOException">Not written; the old content is untouched.</exception>
    public static void Write(IJournalFiles files, string path, ReadOnlySpan<byte> content)
    {
        var temporary = path + ".new";
        files.Delete(temporary);
        using (var file = files.Open(temporary))
        {
            var bytes = new byte[content.Length + 4];
            BinaryPrimitives.WriteUInt32LittleEndian(bytes, Checksum.Of(content));
            content.CopyTo(bytes.AsSpan(4));
            file.Write(0, bytes);
            file.Flush();
        }

        files.Rename(temporary, path);
        if (Path.GetDirectoryName(path) is { Length: > 0 } directory)
        {
            files.FlushDirectory(directory);
        }
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
