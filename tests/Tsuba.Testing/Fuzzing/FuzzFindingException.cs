using System.Globalization;

namespace Tsuba.Testing.Fuzzing;

/// <summary>An input that a parser should have stood, with what replays it.</summary>
public sealed class FuzzFindingException : Exception
{
    public FuzzFindingException(string parser, string what, int seed, long number, byte[] input, Exception? inner)
        : base(string.Create(CultureInfo.InvariantCulture, $"{parser}: {what}\nreplay with TSUBA_FUZZ_SEED={seed} TSUBA_FUZZ_INPUT={number}; {input.Length} bytes, base64: {Shown(input)}"), inner)
    {
    }

    private static string Shown(byte[] input)
    {
        const int Most = 3_000;
        return input.Length <= Most ? Convert.ToBase64String(input) : Convert.ToBase64String(input.AsSpan(0, Most)) + "…";
    }
}
