using System.Collections.Immutable;
using System.Globalization;
using Tsuba.Broker.Core;
using Tsuba.Model.Items;

namespace Tsuba.Broker.Reading;

/// <summary>
/// The first event of each part that the modules have not kept yet: lines of part, sequence, and the epoch under which those before were read. Behind each a line with the
/// word <c>read</c> names the ownerships that were read from, as <c>EPOCH:FIRST</c>; versions before pass over it.
/// </summary>
public sealed class CursorFile
{
    private const string ReadWord = "read";

    private readonly string _path;

    /// <summary>A file that need not exist.</summary>
    public CursorFile(string path)
    {
        _path = path;
    }

    /// <summary>The cursors; a line that cannot be read is left out, and its part is read from the beginning.</summary>
    public ImmutableSortedDictionary<int, EventPosition> Read() => Decode(File.Exists(_path) ? File.ReadAllLines(_path) : []);

    /// <summary>The lines of the file.</summary>
    public static IEnumerable<string> Encode(ImmutableSortedDictionary<int, EventPosition> cursors)
    {
        foreach (var (part, position) in cursors)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"{part} {position.Cursor} {position.Epoch.Packed}");
            yield return string.Create(CultureInfo.InvariantCulture, $"{part} {ReadWord}{string.Concat(position.Read.All.Select(read => string.Create(CultureInfo.InvariantCulture, $" {read.Epoch.Packed}:{read.First}")))}");
        }
    }

    /// <summary>What lines say; one that cannot be read is left out.</summary>
    public static ImmutableSortedDictionary<int, EventPosition> Decode(IEnumerable<string> lines)
    {
        var cursors = ImmutableSortedDictionary.CreateBuilder<int, EventPosition>();
        foreach (var line in lines)
        {
            var words = line.Split(' ');
            if (words.Length > 1 && words[1] == ReadWord)
            {
                if (int.TryParse(words[0], NumberStyles.None, CultureInfo.InvariantCulture, out var known) && cursors.TryGetValue(known, out var position) && DecodeRead(words.AsSpan(2)) is { } read)
                {
                    cursors[known] = position with { Read = read };
                }
            }
            else if (words.Length is 2 or 3
                && int.TryParse(words[0], NumberStyles.None, CultureInfo.InvariantCulture, out var part)
                && ulong.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out var sequence))
            {
                // Files of earlier versions have no epoch.
                var epoch = words.Length == 3 && ulong.TryParse(words[2], NumberStyles.None, CultureInfo.InvariantCulture, out var packed) ? packed : 0;
                cursors[part] = new EventPosition(sequence, Epoch.FromPacked(epoch));
            }
        }

        return cursors.ToImmutable();
    }

    /// <summary>Replaces the file. Where the disk refuses, the one before stays: events come again after a restart.</summary>
    /// <returns>Why it is not replaced; null: it is.</returns>
    public string? TryWrite(ImmutableSortedDictionary<int, EventPosition> cursors)
    {
        try
        {
            File.WriteAllLines(_path + ".new", Encode(cursors));
            File.Move(_path + ".new", _path, overwrite: true);
            return null;
        }
        catch (IOException fault)
        {
            return fault.Message;
        }
    }

    private static ReadOwnerships? DecodeRead(ReadOnlySpan<string> words)
    {
        var all = ImmutableArray.CreateBuilder<(Epoch, ulong)>(words.Length);
        foreach (var word in words)
        {
            var colon = word.IndexOf(':', StringComparison.Ordinal);
            if (colon < 0
                || !ulong.TryParse(word.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out var epoch)
                || !ulong.TryParse(word.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var first))
            {
                return null;
            }

            all.Add((Epoch.FromPacked(epoch), first));
        }

        return all.Count == 0 ? null : new ReadOwnerships(all.ToImmutable());
    }
}
