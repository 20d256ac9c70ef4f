using System.Globalization;
using System.Text;

namespace Tsuba.Hosting.Logging;

/// <summary>A log file of at most 16 MiB; four older ones are kept beside it as <c>.1</c> to <c>.4</c>.</summary>
internal sealed class RotatingFile : IDisposable
{
    private const long MaxBytes = 16 * 1024 * 1024;
    private const int Kept = 4;

    private readonly string _path;
    private FileStream? _stream;
    private bool _hasFailed;

    public RotatingFile(string path) => _path = path;

    /// <summary>Appends a line. Returns the failure in words, once for a row of failures; null otherwise.</summary>
    public string? Write(string line)
    {
        try
        {
            var stream = _stream ??= Open();
            stream.Write(Encoding.UTF8.GetBytes(line + "\n"));
            if (stream.Length > MaxBytes)
            {
                Rotate();
            }

            _hasFailed = false;
            return null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            var isNew = !_hasFailed;
            _hasFailed = true;
            return isNew ? fault.Message : null;
        }
    }

    public void Flush() => _stream?.Flush();

    public void Dispose()
    {
        _stream?.Dispose();
        _stream = null;
    }

    private FileStream Open()
    {
        if (new FileInfo(_path).LinkTarget is not null)
        {
            throw new IOException($"{_path} is a symbolic link.");
        }

        return new FileStream(_path, new FileStreamOptions
        {
            Mode = FileMode.Append,
            Access = FileAccess.Write,
            Share = FileShare.ReadWrite | FileShare.Delete,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead,
        });
    }

    private void Rotate()
    {
        Dispose();
        for (var age = Kept - 1; age >= 0; age--)
        {
            var from = age == 0 ? _path : Older(age);
            if (File.Exists(from))
            {
                File.Move(from, Older(age + 1), overwrite: true);
            }
        }
    }

    private string Older(int age) => string.Create(CultureInfo.InvariantCulture, $"{_path}.{age}");
}
