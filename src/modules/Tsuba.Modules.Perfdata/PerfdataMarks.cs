using System.Globalization;
using Tsuba.Modules.Events;

namespace Tsuba.Modules.Perfdata;

/// <summary>
/// How far the events of each part stand in the files. Noted behind the lines: a process that is killed between the two writes some lines twice.
/// </summary>
internal sealed class PerfdataMarks
{
    private readonly string _path;
    private readonly SortedDictionary<int, EventMark> _marks = [];

    private PerfdataMarks(string path) => _path = path;

    /// <summary>Takes up what was noted; a note that cannot be read counts as none.</summary>
    public static PerfdataMarks Open(string path)
    {
        var marks = new PerfdataMarks(path);
        foreach (var line in File.Exists(path) ? File.ReadAllLines(path) : [])
        {
            var words = line.Split(' ');
            if (words.Length == 3
                && int.TryParse(words[0], NumberStyles.None, CultureInfo.InvariantCulture, out var part)
                && ulong.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out var sequence)
                && long.TryParse(words[2], NumberStyles.None, CultureInfo.InvariantCulture, out var utc))
            {
                marks._marks[part] = new EventMark(sequence, utc);
            }
        }

        return marks;
    }

    /// <summary>How far a part stands there.</summary>
    public EventMark Of(int part) => _marks.GetValueOrDefault(part);

    /// <summary>Notes how far a part stands there now.</summary>
    public void Set(int part, EventMark mark)
    {
        _marks[part] = mark;
        var written = _path + ".new";
        File.WriteAllText(written, string.Concat(_marks.Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Key} {pair.Value.Sequence} {pair.Value.UtcMilliseconds}\n"))));
        File.Move(written, _path, overwrite: true);
    }
}
