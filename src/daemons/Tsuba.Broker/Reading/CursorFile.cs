using System.Collections.Immutable;
using System.Globalization;
using Tsuba.Broker.Core;
using Tsuba.Model.Items;

namespace Tsuba.Broker.Reading;

/// <summary>The first event of each part that the modules have not kept yet: lines of part, sequence, and the epoch under which those before were read.</summary>
public sealed class CursorFile
{
    private readonly string _path;

    /// <summary>A file that need not exist.</summary>
    public CursorFile(string path)
    {
        _path = path;
    }

    /// <summary>The cursors; a line that cannot be read is left out, and its part is read from the beginning.</summary>
    public ImmutableSortedDictionary<int, EventPosition> Read()
    {
        var cursors = ImmutableSortedDictionary.CreateBuilder<int, EventPosition>();
        foreach (var line in File.Exists(_path) ? File.ReadAllLines(_path) : [])
        {
            var words = line.Split(' ');
            if (words.Length is 2 or 3
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
            File.WriteAllLines(_path + ".new", cursors.Select(cursor => string.Create(CultureInfo.InvariantCulture, $"{cursor.Key} {cursor.Value.Cursor} {cursor.Value.Epoch.Packed}")));
            File.Move(_path + ".new", _path, overwrite: true);
            return null;
        }
        catch (IOException fault)
        {
            return fault.Message;
        }
    }
}
