namespace Tsuba.Execution.Plugins;

/// <summary>What one pipe brought, up to a limit; the rest is counted. Allocates nothing until the first byte, and then as much as came.</summary>
internal struct CapturedOutput(int limit)
{
    private byte[]? _bytes;
    private int _length;

    /// <summary>Bytes beyond the limit.</summary>
    internal long Discarded { get; private set; }

    internal readonly bool IsEmpty => _length == 0;

    internal void Append(ReadOnlySpan<byte> bytes)
    {
        var kept = Math.Min(bytes.Length, limit - _length);
        Discarded += bytes.Length - kept;
        if (kept == 0)
        {
            return;
        }

        if (_bytes is null)
        {
            _bytes = new byte[kept];
        }
        else if (_length + kept > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Min(limit, Math.Max(_length + kept, _bytes.Length * 2)));
        }

        bytes[..kept].CopyTo(_bytes.AsSpan(_length));
        _length += kept;
    }

    /// <summary>What was kept; where something was cut off, the last character is whole.</summary>
    internal readonly byte[] ToArray()
    {
        if (_bytes is null)
        {
            return [];
        }

        var length = Discarded > 0 ? Utf8Cut.WholeCharacters(_bytes.AsSpan(0, _length)) : _length;
        return length == _bytes.Length ? _bytes : _bytes[..length];
    }
}
