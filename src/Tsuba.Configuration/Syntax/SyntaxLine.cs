using System.Runtime.InteropServices;

namespace Tsuba.Configuration.Syntax;

/// <summary>
/// One logical line as offsets into the bytes of its file. Lines lie end to end: a line reaches up to the start of the next one, its
/// line ends and comments included, so that printing all lines gives the file.
/// </summary>
/// <param name="Start">Offset of the first byte.</param>
/// <param name="Number">Line number, from 1.</param>
/// <param name="KeyStart">Offset of the key: property name, option name, or the type of a <c>define</c>.</param>
/// <param name="KeyEnd">Offset behind the key; equal to <paramref name="KeyStart"/> where there is none.</param>
/// <param name="ValueStart">Offset of the value.</param>
/// <param name="ValueEnd">Offset behind the value, without trailing blanks and comments.</param>
/// <param name="Kind">What the line is.</param>
/// <param name="Faults">What is unusual about it.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct SyntaxLine(
    int Start,
    int Number,
    int KeyStart,
    int KeyEnd,
    int ValueStart,
    int ValueEnd,
    LineKind Kind,
    LineFaults Faults);
