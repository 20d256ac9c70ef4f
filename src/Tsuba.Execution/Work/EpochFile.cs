using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Tsuba.Model.Items;

namespace Tsuba.Execution.Work;

/// <summary>
/// The highest epoch seen for each part, on disk: <c>part epoch</c> in each line, the epoch as one packed number, and last <c>sha256</c> and the sum of the lines
/// before. Written to a second file, made durable and renamed, so there is always one whole version. A damaged one is kept aside: what it
/// held is heard again with the links, which name the owner of each part and its epoch (reference/reliability.md, test 11).
/// </summary>
public sealed class EpochFile
{
    private const string SumName = "sha256 ";

    private readonly string _path;
    private readonly SortedDictionary<PartId, Epoch> _epochs = [];

    private EpochFile(string path)
    {
        _path = path;
    }

    /// <summary>What the file holds.</summary>
    public IReadOnlyDictionary<PartId, Epoch> Epochs => _epochs;

    /// <summary>Reads the file; none is as good as an empty one.</summary>
    /// <exception cref="IOException">It cannot be read, or a damaged one not be kept aside.</exception>
    public static EpochFile Open(string path)
    {
        var file = new EpochFile(path);
        if (!File.Exists(path))
        {
            return file;
        }

        if (!file.TryRead(File.ReadAllText(path, Encoding.ASCII)))
        {
            file._epochs.Clear();
            File.Move(path, path + ".damaged", overwrite: true);
            file.Finding = $"{Path.GetFileName(path)} is damaged; it is kept as {Path.GetFileName(path)}.damaged";
        }

        return file;
    }

    /// <summary>What was wrong with the file when it was opened; null: nothing.</summary>
    public string? Finding { get; private set; }

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

        var sum = SumOf(text.ToString());
        text.Append(SumName).Append(sum).Append('\n');
        var written = _path + ".new";
        using (var stream = new FileStream(written, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            stream.Write(Encoding.ASCII.GetBytes(text.ToString()));
            stream.Flush(flushToDisk: true);
        }

        File.Move(written, _path, overwrite: true);
    }

    private static string SumOf(string lines) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(lines)));

    private bool TryRead(string text)
    {
        var last = text.LastIndexOf(SumName, StringComparison.Ordinal);
        if (last < 0 || text[last..] != $"{SumName}{SumOf(text[..last])}\n")
        {
            return false;
        }

        foreach (var line in text[..last].Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var fields = line.Split(' ');
            if (fields.Length != 2
                || !int.TryParse(fields[0], NumberStyles.None, CultureInfo.InvariantCulture, out var part)
                || !ulong.TryParse(fields[1], NumberStyles.None, CultureInfo.InvariantCulture, out var epoch))
            {
                return false;
            }

            _epochs[new PartId(part)] = Epoch.FromPacked(epoch);
        }

        return true;
    }
}
