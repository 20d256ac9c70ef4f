using System.Collections.Immutable;
using System.Globalization;

namespace Tsuba.Broker.Reading;

/// <summary>The first event of each part that the modules have not kept yet: lines of part and sequence.</summary>
public sealed class CursorFile
{
    private readonly string _path;

    /// <summary>A file that need not exist.</summary>
    public CursorFile(string path)
    {
        _path = path;
    }

    /// <summary>The cursors; a line that cannot be read is left out, and its part is read from the beginning.</summary>
    public ImmutableSortedDictionary<int, ulong> Read()
    {
        var cursors = ImmutableSortedDictionary.CreateBuilder<int, ulong>();
        foreach (var line in File.Exists(_path) ? File.ReadAllLines(_path) : [])
        {
            var words = line.Split(' ');
            if (words.Length == 2
                && int.TryParse(words[0], NumberStyles.None, CultureInfo.InvariantCulture, out var part)
                && ulong.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out var sequence))
            {
                cursors[part] = sequence;
            }
        }

        return cursors.ToImmutable();
    }

    /// <summary>Replaces the file.</summary>
    public void Write(ImmutableSortedDictionary<int, ulong> cursors)
    {
        File.WriteAllLines(_path + ".new", cursors.Select(cursor => string.Create(CultureInfo.InvariantCulture, $"{cursor.Key} {cursor.Value}")));
        File.Move(_path + ".new", _path, overwrite: true);
    }
}
