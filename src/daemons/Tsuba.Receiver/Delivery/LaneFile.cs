using System.Globalization;
using System.Text;
using Tsuba.Journal;
using Tsuba.Journal.Files;

namespace Tsuba.Receiver.Delivery;

/// <summary>
/// The file <c>lanes</c> of a receiver: the parts whose commands go through the arbiter, one number a line, so that a later life does not overtake what the arbiter
/// was given. Source: docs/decisions/0038.
/// </summary>
internal sealed class LaneFile
{
    private readonly IJournalFiles _files;
    private readonly string _path;

    /// <summary>Reads the file where there is one. A line that is no number was never written whole, and says nothing.</summary>
    /// <param name="files">The file system.</param>
    /// <param name="path">The file.</param>
    public LaneFile(IJournalFiles files, string path)
    {
        _files = files;
        _path = path;
        Lanes = Read();
    }

    /// <summary>What the disk has.</summary>
    public IReadOnlyList<int> Lanes { get; private set; }

    /// <summary>Why the last change is not on the disk; null: it is.</summary>
    public string? Failure { get; private set; }

    /// <summary>Makes the disk have these; durable where it returns true.</summary>
    public bool TryKeep(IReadOnlyList<int> lanes)
    {
        if (lanes.SequenceEqual(Lanes))
        {
            return true;
        }

        try
        {
            var text = string.Join('\n', lanes.Select(lane => lane.ToString(CultureInfo.InvariantCulture)));
            DurableFile.Replace(_files, _path, Encoding.ASCII.GetBytes(text));
            Lanes = lanes;
            Failure = null;
            return true;
        }
        catch (IOException fault)
        {
            Failure = fault.Message;
            return false;
        }
    }

    private List<int> Read()
    {
        if (!_files.List(Path.GetDirectoryName(_path) ?? ".").Contains(Path.GetFileName(_path), StringComparer.Ordinal))
        {
            return [];
        }

        using var file = _files.Open(_path);
        var bytes = new byte[file.Length];
        var text = Encoding.ASCII.GetString(bytes.AsSpan(0, file.Read(0, bytes)));
        return [.. text.Split('\n')
            .Where(line => int.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            .Select(line => int.Parse(line, CultureInfo.InvariantCulture))];
    }
}
