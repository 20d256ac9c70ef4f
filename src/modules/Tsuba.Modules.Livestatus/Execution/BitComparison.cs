using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Tsuba.Modules.Livestatus.Execution;

/// <summary>Compares an array with one value, four numbers in one instruction, and answers with one bit for each number.</summary>
internal static class BitComparison
{
    private interface IComparison
    {
        static abstract Vector256<long> Of(Vector256<long> values, Vector256<long> wanted);

        static abstract bool Of(long value, long wanted);
    }

    /// <summary>Compares the bits of numbers that stand in a mask.</summary>
    /// <param name="values">Numbers.</param>
    /// <param name="mask">Bits that count; -1: all.</param>
    /// <param name="target">What is compared with, within the mask.</param>
    /// <param name="operation">How.</param>
    /// <param name="bits">One bit for each number.</param>
    public static void Compare(ReadOnlySpan<long> values, long mask, long target, NumberOperator operation, Span<ulong> bits)
    {
        switch (operation)
        {
            case NumberOperator.Equal:
                Compare<Equal>(values, mask, target, bits);
                break;
            case NumberOperator.Less:
                Compare<Less>(values, mask, target, bits);
                break;
            case NumberOperator.Greater:
                Compare<Greater>(values, mask, target, bits);
                break;
            case NumberOperator.AllBits:
                Compare<AllBits>(values, mask, target, bits);
                break;
            default:
                Compare<AnyBit>(values, mask, target, bits);
                break;
        }
    }

    public static void Compare(ReadOnlySpan<double> values, double target, NumberOperator operation, Span<ulong> bits)
    {
        var wanted = Vector256.Create(target);
        var vectors = MemoryMarshal.Cast<double, Vector256<double>>(values);
        bits.Clear();
        for (var index = 0; index < vectors.Length; index++)
        {
            var value = vectors[index];
            var passes = operation switch
            {
                NumberOperator.Less => Vector256.LessThan(value, wanted),
                NumberOperator.Greater => Vector256.GreaterThan(value, wanted),
                _ => Vector256.Equals(value, wanted),
            };
            bits[index >> 4] |= (ulong)passes.ExtractMostSignificantBits() << ((index & 15) * 4);
        }

        for (var index = vectors.Length * 4; index < values.Length; index++)
        {
            var value = values[index];
            var passes = operation switch
            {
                NumberOperator.Less => value < target,
                NumberOperator.Greater => value > target,
                _ => value == target,
            };
            bits[index >> 6] |= (passes ? 1UL : 0) << (index & 63);
        }
    }

    private static void Compare<TComparison>(ReadOnlySpan<long> values, long mask, long target, Span<ulong> bits)
        where TComparison : struct, IComparison
    {
        var wanted = Vector256.Create(target);
        var masks = Vector256.Create(mask);
        var vectors = MemoryMarshal.Cast<long, Vector256<long>>(values);
        bits.Clear();
        var index = 0;
        for (var word = 0; word < bits.Length; word++)
        {
            var found = 0UL;
            var end = Math.Min(vectors.Length, index + 16);
            for (var place = 0; index < end; index++, place += 4)
            {
                found |= (ulong)TComparison.Of(vectors[index] & masks, wanted).ExtractMostSignificantBits() << place;
            }

            bits[word] = found;
        }

        for (var rest = vectors.Length * 4; rest < values.Length; rest++)
        {
            bits[rest >> 6] |= (TComparison.Of(values[rest] & mask, target) ? 1UL : 0) << (rest & 63);
        }
    }

    private readonly struct Equal : IComparison
    {
        public static Vector256<long> Of(Vector256<long> values, Vector256<long> wanted) => Vector256.Equals(values, wanted);

        public static bool Of(long value, long wanted) => value == wanted;
    }

    private readonly struct Less : IComparison
    {
        public static Vector256<long> Of(Vector256<long> values, Vector256<long> wanted) => Vector256.LessThan(values, wanted);

        public static bool Of(long value, long wanted) => value < wanted;
    }

    private readonly struct Greater : IComparison
    {
        public static Vector256<long> Of(Vector256<long> values, Vector256<long> wanted) => Vector256.GreaterThan(values, wanted);

        public static bool Of(long value, long wanted) => value > wanted;
    }

    private readonly struct AllBits : IComparison
    {
        public static Vector256<long> Of(Vector256<long> values, Vector256<long> wanted) => Vector256.Equals(values & wanted, wanted);

        public static bool Of(long value, long wanted) => (value & wanted) == wanted;
    }

    private readonly struct AnyBit : IComparison
    {
        public static Vector256<long> Of(Vector256<long> values, Vector256<long> wanted) => ~Vector256.Equals(values & wanted, Vector256<long>.Zero);

        public static bool Of(long value, long wanted) => (value & wanted) != 0;
    }
}
