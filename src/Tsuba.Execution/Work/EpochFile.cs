using System.Globalization;
using System.Text;
using Tsuba.Model.Items;

namespace Tsuba.Execution.Work;

/// <summary>
/// The highest epoch seen for each part, on disk: <c>part epoch</c> in each line, the epoch as one packed number. Written to a
/// second file, made durable and renamed, so there is always one whole version.
/// </summary>
public sealed class EpochFile
{
    private readonly string _path;
    private readonly SortedDictionary<PartId, Epoch> _epochs = [];

    private EpochFile(string path)
    {
        _path = path;
    }

    /// <summary>What the file holds.</summary>
    public IReadOnlyDictionary<PartId, Epoch> Epochs => _epochs;

    /// <summary>Reads the file; none is as good as an empty one.</summary>
    /// <exception cref="InvalidDataException">It holds something else: working on would risk to obey an owner that was replaced.</exception>
    public static EpochFile Open(string path)
    {
        var file = new EpochFile(path);
        if (!File.Exists(path))
        {
            return file;
        }

        foreach (var line in File.ReadLines(path))
        {
            var fields = line.Split(' ');
            if (fields.Length != 2
                || !int.TryParse(fields[0], NumberStyles.None, CultureInfo.InvariantCulture, out var part)
                || !ulong.TryParse(fields[1], NumberStyles.None, CultureInfo.InvariantCulture, out var epoch))
            {
                throw new InvalidDataException($"{path}: '{line}' is not a part and its epoch");
            }

            file._epochs[new PartId(part)] = Epoch.FromPacked(epoch);
        }

        return file;
    }

    /// <summary>Why the newest epochs are not on disk; null: they are. Until then a restart would forget them, and only that.</summary>
    public string? Fault { get; private set; }

    /// <summary>Stores an epoch; durable on return, or there is a <see cref="Fault"/>, and the next one is stored along with it.</summary>
    public void Keep(PartId part, Epoch epoch)
    {
        _epochs[part] = epoch;
        try
        {
            Write();
            Fault = null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            Fault = $"{_path}: {fault.Message}";
        }
    }

    private void Write()
    {
        var text = new StringBuilder();
        foreach (var (known, highest) in _epochs)
        {
            text.Append(CultureInfo.InvariantCulture, $"{known.Value} {highest.Packed}\n");
        }

        var written = _path + ".new";
        using (var stream = new FileStream(written, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            stream.Write(Encoding.ASCII.GetBytes(text.ToString()));
            stream.Flush(flushToDisk: true);
        }

        File.Move(written, _path, overwrite: true);
    }
}
