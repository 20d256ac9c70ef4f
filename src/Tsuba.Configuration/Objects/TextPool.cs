using System.Runtime.CompilerServices;
using System.Text;

namespace Tsuba.Configuration.Objects;

/// <summary>One string for equal texts: names of hosts, templates and commands come back thousands of times.</summary>
internal sealed class TextPool
{
    private readonly HashSet<string> _texts;
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _lookup;

    internal TextPool(int expected)
    {
        _texts = new HashSet<string>(expected, StringComparer.Ordinal);
        _lookup = _texts.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>The text of UTF-8 bytes; invalid ones are replaced.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal string Get(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return "";
        }

        Span<char> buffer = stackalloc char[256];
        if (bytes.Length > buffer.Length)
        {
            return Encoding.UTF8.GetString(bytes);
        }

        var text = buffer[..Encoding.UTF8.GetChars(bytes, buffer)];
        if (_lookup.TryGetValue(text, out var known))
        {
            return known;
        }

        var added = new string(text);
        _texts.Add(added);
        return added;
    }

    /// <summary>The pooled instance of a text.</summary>
    internal string Get(string text)
    {
        if (_texts.TryGetValue(text, out var known))
        {
            return known;
        }

        _texts.Add(text);
        return text;
    }
}
