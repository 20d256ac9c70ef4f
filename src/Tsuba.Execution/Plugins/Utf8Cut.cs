namespace Tsuba.Execution.Plugins;

/// <summary>Finds the last place where UTF-8 text can be cut.</summary>
internal static class Utf8Cut
{
    /// <summary>
    /// Length without an unfinished character at the end. Bytes that are no UTF-8 are kept: whoever decodes them replaces them.
    /// </summary>
    internal static int WholeCharacters(ReadOnlySpan<byte> text)
    {
        // The lead byte of an unfinished character is among the last three bytes, followed by continuation bytes only.
        for (var back = 1; back <= Math.Min(3, text.Length); back++)
        {
            var value = text[^back];
            if ((value & 0xC0) == 0x80)
            {
                continue;
            }

            var needed = value switch
            {
                >= 0xF0 and <= 0xF4 => 4,
                >= 0xE0 and < 0xF0 => 3,
                >= 0xC2 and < 0xE0 => 2,
                _ => 1,
            };
            return needed > back ? text.Length - back : text.Length;
        }

        return text.Length;
    }
}
