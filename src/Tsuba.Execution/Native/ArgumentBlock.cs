using System.Runtime.InteropServices;
using System.Text;

namespace Tsuba.Execution.Native;

/// <summary>
/// A null-ended vector of C strings in one native block that is used again for each process, so that starting one allocates
/// nothing. Offsets are kept until <see cref="Seal"/>, since the block moves while it grows.
/// </summary>
internal sealed unsafe class ArgumentBlock
{
    private readonly List<int> _offsets = [];
    private byte* _text;
    private int _textCapacity;
    private int _textLength;
    private byte** _vector;
    private int _vectorCapacity;

    internal byte** Vector => _vector;

    internal void Clear()
    {
        _offsets.Clear();
        _textLength = 0;
    }

    /// <summary>Adds a string; false if it holds a NUL, which no C string can.</summary>
    internal bool TryAdd(ReadOnlySpan<char> text)
    {
        _offsets.Add(_textLength);
        return TryAppend(text) && TryAppendEnd();
    }

    /// <summary>Adds <c>name=value</c>; false if a part holds a NUL or the name is empty or holds an equals sign.</summary>
    internal bool TryAddVariable(string name, string value)
    {
        if (name.Length == 0 || name.Contains('='))
        {
            return false;
        }

        _offsets.Add(_textLength);
        return TryAppend(name) && TryAppend("=") && TryAppend(value) && TryAppendEnd();
    }

    /// <summary>Builds the vector. What was added stays valid until the next <see cref="Clear"/>.</summary>
    internal void Seal()
    {
        if (_offsets.Count + 1 > _vectorCapacity)
        {
            _vectorCapacity = Math.Max(32, (_offsets.Count + 1) * 2);
            _vector = (byte**)NativeMemory.Realloc(_vector, (nuint)(_vectorCapacity * sizeof(byte*)));
        }

        for (var i = 0; i < _offsets.Count; i++)
        {
            _vector[i] = _text + _offsets[i];
        }

        _vector[_offsets.Count] = null;
    }

    internal void Free()
    {
        NativeMemory.Free(_text);
        NativeMemory.Free(_vector);
        _text = null;
        _vector = null;
        _textCapacity = 0;
        _vectorCapacity = 0;
    }

    private bool TryAppend(ReadOnlySpan<char> text)
    {
        if (text.Contains('\0'))
        {
            return false;
        }

        Reserve(Encoding.UTF8.GetMaxByteCount(text.Length));
        _textLength += Encoding.UTF8.GetBytes(text, new Span<byte>(_text + _textLength, _textCapacity - _textLength));
        return true;
    }

    private bool TryAppendEnd()
    {
        Reserve(1);
        _text[_textLength++] = 0;
        return true;
    }

    private void Reserve(int bytes)
    {
        if (_textLength + bytes > _textCapacity)
        {
            _textCapacity = Math.Max(4096, checked((_textLength + bytes) * 2));
            _text = (byte*)NativeMemory.Realloc(_text, (nuint)_textCapacity);
        }
    }
}
