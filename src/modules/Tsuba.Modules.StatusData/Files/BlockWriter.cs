using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace Tsuba.Modules.StatusData.Files;

/// <summary>
/// The one place that makes lines of the two files: <c>name=value</c> of status.dat, <c>define</c> blocks with tabulators of objects.cache. Whatever a
/// value holds, it stays one line of its own. Source: files of Debian's nagios4 4.4.6; reference/security.md, first row.
/// </summary>
/// <param name="stream">The file.</param>
/// <param name="separator"><c>=</c> or a tabulator.</param>
internal sealed class BlockWriter(Stream stream, char separator)
{
    private const int FlushBytes = 64 * 1024;

    // What ends a line for some reader, or moves the cursor of a terminal.
    private static readonly SearchValues<char> Breaking = SearchValues.Create([.. Enumerable.Range(0, 0x20).Concat(Enumerable.Range(0x7F, 0x21)).Append(0x2028).Append(0x2029).Select(code => (char)code)]);

    private byte[] _buffer = new byte[2 * FlushBytes];
    private int _used;

    /// <summary>Text as it is, for the head of a file.</summary>
    public void Raw(string text)
    {
        Reserve(Encoding.UTF8.GetMaxByteCount(text.Length));
        _used += Encoding.UTF8.GetBytes(text, _buffer.AsSpan(_used));
    }

    /// <summary>Begins a block.</summary>
    public void Begin(string head) => Raw($"{head} {{\n");

    /// <summary>Ends it.</summary>
    public void End() => Raw("\t}\n\n");

    /// <summary>A text.</summary>
    public void Add(string name, string value)
    {
        Reserve(Encoding.UTF8.GetMaxByteCount(name.Length + value.Length) + 4);
        Name(name);
        _used += Encoding.UTF8.GetBytes(value.AsSpan().ContainsAny(Breaking) ? Plain(value) : value, _buffer.AsSpan(_used));
        _buffer[_used++] = (byte)'\n';
    }

    /// <summary>A text where it is not empty.</summary>
    public void AddIfAny(string name, string value)
    {
        if (value.Length > 0)
        {
            Add(name, value);
        }
    }

    /// <summary>A whole number.</summary>
    public void Add(string name, long value)
    {
        Reserve((3 * name.Length) + 40);
        Name(name);
        Utf8.TryWrite(_buffer.AsSpan(_used), CultureInfo.InvariantCulture, $"{value}\n", out var written);
        _used += written;
    }

    /// <summary>0 or 1.</summary>
    public void Add(string name, bool value) => Add(name, value ? 1 : 0);

    /// <summary>A number with so many decimals.</summary>
    public void Add(string name, double value, int decimals) =>
        Add(name, value.ToString(decimals switch { 2 => "F2", 3 => "F3", _ => "F6" }, CultureInfo.InvariantCulture));

    /// <summary>A moment in UTC milliseconds, as seconds.</summary>
    public void AddTime(string name, long utcMilliseconds) => Add(name, utcMilliseconds / 1000);

    /// <summary>Writes what is left.</summary>
    public void Flush()
    {
        stream.Write(_buffer, 0, _used);
        _used = 0;
    }

    private static string Plain(string value) => string.Create(value.Length, value, static (span, source) => source.AsSpan().ReplaceAny(span, Breaking, ' '));

    private void Name(string name)
    {
        _buffer[_used++] = (byte)'\t';
        _used += Encoding.UTF8.GetBytes(name, _buffer.AsSpan(_used));
        _buffer[_used++] = (byte)separator;
    }

    private void Reserve(int bytes)
    {
        if (_used >= FlushBytes)
        {
            Flush();
        }

        if (_buffer.Length - _used < bytes)
        {
            Array.Resize(ref _buffer, _used + bytes);
        }
    }
}
