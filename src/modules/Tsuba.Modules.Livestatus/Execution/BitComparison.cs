using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Tsuba.Modules.Livestatus.Execution;

/// <summary>Compares an array with one value, four numbers in one instruction, and answers with one bit for each number.</summary>
internal static class BitComparison
{
    public static void Compare(ReadOnlySpan<long> values, long target, NumberOperator operation, Span<ulong> bits)
    {
        var wanted = Vector256.Create(target);
        var vectors = MemoryMarshal.Cast<long, Vector256<long>>(values);
        bits.Clear();
        for (var index = 0; index < vectors.Length; index++)
        {
            var value = vectors[index];
            var mask = operation switch
            {
                NumberOperator.Equal => Vector256.Equals(value, wanted),
                NumberOperator.Less => Vector256.LessThan(value, wanted),
                NumberOperator.Greater => Vector256.GreaterThan(value, wanted),
                NumberOperator.AllBits => Vector256.Equals(value & wanted, wanted),
                _ => ~Vector256.Equals(value & wanted, Vector256<long>.Zero),
            };
            bits[index >> 4] |= (ulong)mask.ExtractMostSignificantBits() << ((index & 15) * 4);
        }

        for (var index = vectors.Length * 4; index < values.Length; index++)
        {
            var value = values[index];
            var passes = operation switch
            {
                NumberOperator.Equal => value == target,
                NumberOperator.Less => value < target,
                NumberOperator.Greater => value > target,
                NumberOperator.AllBits => (value & target) == target,
                _ => (value & target) != 0,
            };
            bits[index >> 6] |= (passes ? 1UL : 0) << (index & 63);
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
            var mask = operation switch
            {
                NumberOperator.Less => Vector256.LessThan(value, wanted),
                NumberOperator.Greater => Vector256.GreaterThan(value, wanted),
                _ => Vector256.Equals(value, wanted),
            };
            bits[index >> 4] |= (ulong)mask.ExtractMostSignificantBits() << ((index & 15) * 4);
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
}
