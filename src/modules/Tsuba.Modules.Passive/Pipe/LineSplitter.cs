using System.Text;

namespace Tsuba.Modules.Passive.Pipe;

/// <summary>
/// Cuts bytes into lines. A line over the limit is passed over to its end and counted; nothing else is kept of it, so one writer
/// without a line feed cannot fill the memory.
/// </summary>
public sealed class LineSplitter
{
    private readonly int _maxLineBytes;
    private readonly List<byte> _rest = [];
    private bool _skipping;

    /// <summary>A splitter with a limit in bytes.</summary>
    public LineSplitter(int maxLineBytes)
    {
        _maxLineBytes = maxLineBytes;
    }

    /// <summary>Lines that were too long.</summary>
    public long TooLong { get; private set; }

    /// <summary>Adds the complete lines to <paramref name="lines"/>; bad bytes become replacement characters, blank lines are left out.</summary>
    public void Take(ReadOnlySpan<byte> bytes, List<string> lines)
    {
        while (!bytes.IsEmpty)
        {
            var end = bytes.IndexOf((byte)'\n');
            var piece = end < 0 ? bytes : bytes[..end];
            if (!_skipping && _rest.Count + piece.Length > _maxLineBytes)
            {
                _skipping = true;
                _rest.Clear();
                TooLong++;
            }

            if (!_skipping)
            {
                if (end >= 0 && _rest.Count == 0)
                {
                    Add(piece, lines);
                }
                else
                {
                    _rest.AddRange(piece);
                }
            }

            if (end < 0)
            {
                return;
            }

            if (_rest.Count > 0)
            {
                Add(_rest.ToArray(), lines);
                _rest.Clear();
            }

            _skipping = false;
            bytes = bytes[(end + 1)..];
        }
    }

    private static void Add(ReadOnlySpan<byte> line, List<string> lines)
    {
        line = line.TrimEnd((byte)'\r');
        if (!line.IsEmpty)
        {
            lines.Add(Encoding.UTF8.GetString(line));
        }
    }
}
