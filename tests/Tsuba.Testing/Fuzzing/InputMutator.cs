using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Tsuba.Testing.Fuzzing;

/// <summary>
/// Makes inputs out of valid ones: bits turned, pieces cut, doubled, moved, joined with other inputs, words of the language put in, numbers
/// made extreme, slices repeated until they are deep or long. Seed and number of an input tell all of it.
/// </summary>
public sealed class InputMutator(IReadOnlyList<byte[]> corpus, IReadOnlyList<string> words, int seed, int mostBytes)
{
    private const int MostSteps = 8;

    private static readonly byte[] _bytes = [0, 1, 9, 10, 11, 12, 13, 27, 32, .. "\"'\\;|=<>&{}[]()%$#,.:/+-0!~"u8, 0x7f, 0x80, 0xc0, 0xe2, 0xf4, 0xff];

    private static readonly string[] _numbers =
    [
        "0", "-0", "-1", "1", "127", "128", "255", "256", "32767", "65535", "65536", "2147483647", "2147483648", "-2147483648", "4294967295", "4294967296", "9007199254740993",
        "9223372036854775807", "-9223372036854775808", "18446744073709551616", "1e308", "1e309", "-1e-400", "0.1", "NaN", "Infinity", "99999999999999999999999999999999999999",
    ];

    private static readonly byte[][] _texts =
    [
        "\r\n"u8.ToArray(), "\n\n"u8.ToArray(), "\\n"u8.ToArray(), "\\ud800"u8.ToArray(), "\\u0000"u8.ToArray(), "\u2028"u8.ToArray(), "\u0085"u8.ToArray(), "\ufeff"u8.ToArray(),
        "\U0001F600"u8.ToArray(), "İıſK"u8.ToArray(), [0xed, 0xa0, 0x80], [0xc3], [0xff, 0xfe], "%00"u8.ToArray(), "%0a"u8.ToArray(), "../"u8.ToArray(), "$USER1$"u8.ToArray(),
    ];

    /// <summary>The input of that number.</summary>
    public byte[] Make(long number)
    {
        var chance = new Random(unchecked((int)((seed * 1_000_003L) + (number * 7_919L) + (number >> 31))));
        var input = new List<byte>(Pick(chance, corpus));
        var steps = 1 + Math.Min(chance.Next(MostSteps), chance.Next(MostSteps));
        for (var step = 0; step < steps; step++)
        {
            Change(input, chance);
            if (input.Count > mostBytes)
            {
                input.RemoveRange(mostBytes, input.Count - mostBytes);
            }
        }

        return [.. input];
    }

    private void Change(List<byte> input, Random chance)
    {
        var (from, length) = Range(input, chance);
        switch (chance.Next(15))
        {
            case 0 when input.Count > 0:
                input[Math.Min(from, input.Count - 1)] ^= (byte)(1 << chance.Next(8));
                break;
            case 1 when input.Count > 0:
                input[Math.Min(from, input.Count - 1)] = Pick(chance, _bytes);
                break;
            case 2:
                input.RemoveRange(from, length);
                break;
            case 3:
                input.InsertRange(from, input.GetRange(from, length));
                break;
            case 4:
                Repeat(input, from, Math.Min(length, 1 + chance.Next(16)), chance);
                break;
            case 5:
                input.RemoveRange(from, input.Count - from);
                break;
            case 6:
                Splice(input, from, chance);
                break;
            case 7:
                input.InsertRange(from, Random(chance));
                break;
            case 8:
                Replace(input, from, length, Random(chance));
                break;
            case 9:
                input.Reverse(from, length);
                break;
            case 10:
                Number(input, from, chance);
                break;
            case 11:
                Integer(input, from, chance);
                break;
            case 12:
                Replace(input, from, length, Pick(chance, _texts));
                break;
            case 13:
                input.Insert(from, Pick(chance, _bytes));
                break;
            default:
                input.InsertRange(from, Word(chance));
                break;
        }
    }

    // Deep nesting and over-long lines begin with a few bytes that stand there many times.
    private void Repeat(List<byte> input, int from, int length, Random chance)
    {
        if (length == 0)
        {
            return;
        }

        var most = Math.Max(1, Math.Min(mostBytes, 1 << chance.Next(4, 17)) / length);
        var slice = input.GetRange(from, length);
        var many = new List<byte>(most * length);
        for (var count = 0; count < most; count++)
        {
            many.AddRange(slice);
        }

        input.InsertRange(from, many);
    }

    private void Splice(List<byte> input, int from, Random chance)
    {
        var other = Pick(chance, corpus);
        var start = chance.Next(other.Length + 1);
        input.RemoveRange(from, input.Count - from);
        input.AddRange(other.AsSpan(start));
    }

    private static void Replace(List<byte> input, int from, int length, byte[] content)
    {
        input.RemoveRange(from, Math.Min(length, input.Count - from));
        input.InsertRange(from, content);
    }

    // The next run of digits becomes another number.
    private static void Number(List<byte> input, int from, Random chance)
    {
        var start = input.FindIndex(from, letter => letter is >= (byte)'0' and <= (byte)'9');
        if (start < 0)
        {
            return;
        }

        var end = input.FindIndex(start, letter => letter is < (byte)'0' or > (byte)'9');
        input.RemoveRange(start, (end < 0 ? input.Count : end) - start);
        input.InsertRange(start, Encoding.ASCII.GetBytes(chance.Next(4) == 0 ? chance.NextInt64(long.MinValue, long.MaxValue).ToString(CultureInfo.InvariantCulture) : Pick(chance, _numbers)));
    }

    private static void Integer(List<byte> input, int from, Random chance)
    {
        long[] values = [0, 1, -1, 127, 128, 255, 32767, 32768, 65535, int.MaxValue, int.MinValue, uint.MaxValue, long.MaxValue, long.MinValue];
        var bytes = new byte[8];
        var value = Pick(chance, values);
        if (chance.Next(2) == 0)
        {
            BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        }
        else
        {
            BinaryPrimitives.WriteInt64BigEndian(bytes, value);
        }

        var size = 1 << chance.Next(4);
        for (var index = 0; index < size && from + index < input.Count; index++)
        {
            input[from + index] = bytes[index];
        }
    }

    private byte[] Word(Random chance) => words.Count == 0 ? Pick(chance, _texts) : Encoding.UTF8.GetBytes(Pick(chance, words));

    private static byte[] Random(Random chance)
    {
        var bytes = new byte[1 + chance.Next(16)];
        chance.NextBytes(bytes);
        return bytes;
    }

    private static (int From, int Length) Range(List<byte> input, Random chance)
    {
        var from = chance.Next(input.Count + 1);
        var most = input.Count - from;
        return (from, chance.Next(Math.Min(most, 1 << chance.Next(12)) + 1));
    }

    private static TValue Pick<TValue>(Random chance, IReadOnlyList<TValue> values) => values[chance.Next(values.Count)];
}
