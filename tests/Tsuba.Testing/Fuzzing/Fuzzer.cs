using System.Globalization;
using System.Text;

namespace Tsuba.Testing.Fuzzing;

/// <summary>
/// Holds a parser of bytes from outside against inputs that are nearly right. The short form takes a fixed number of inputs, the same ones in each
/// run; <c>TSUBA_FUZZ_SECONDS=n</c> goes on for so long, each run with other inputs unless <c>TSUBA_FUZZ_SEED=n</c> says which;
/// <c>TSUBA_FUZZ_INPUT=n</c> takes this one alone.
/// </summary>
public sealed class Fuzzer
{
    private const int ShortSeed = 1;
    private const int ShortInputs = 3_000;
    private const int ReplaysOfASlowInput = 2;

    private readonly string _parser;
    private readonly byte[][] _corpus;
    private readonly IReadOnlyList<string> _words;
    private readonly FuzzLimits _limits;

    /// <param name="parser">What it is called in findings.</param>
    /// <param name="corpus">Valid inputs; each must be accepted.</param>
    /// <param name="words">Words of the language, to be put in anywhere.</param>
    /// <param name="limits">What an input may cost.</param>
    public Fuzzer(string parser, IEnumerable<byte[]> corpus, IReadOnlyList<string> words, FuzzLimits limits)
    {
        (_parser, _corpus, _words, _limits) = (parser, [.. corpus], words, limits);
    }

    public Fuzzer(string parser, IEnumerable<string> corpus, IReadOnlyList<string> words, FuzzLimits limits)
        : this(parser, corpus.Select(Encoding.UTF8.GetBytes), words, limits)
    {
    }

    private static long? Seconds => Setting("TSUBA_FUZZ_SECONDS");

    /// <summary>
    /// Runs. A finding is an exception of <paramref name="parse"/>, too many bytes allocated, or, in the long form, too long a time.
    /// </summary>
    /// <param name="parse">Parses, checks what was read, and says whether the input was accepted. Expected exceptions are its own matter.</param>
    /// <exception cref="FuzzFindingException">The first finding.</exception>
    public Task<string> RunAsync(Func<byte[], bool> parse) => RunAsync(input => ValueTask.FromResult(parse(input)));

    /// <summary>The same for a parser that awaits what is in memory already, and so ends on the thread where it began.</summary>
    public async Task<string> RunAsync(Func<byte[], ValueTask<bool>> parse)
    {
        foreach (var valid in _corpus)
        {
            if (!await parse([.. valid]))
            {
                throw new InvalidOperationException($"{_parser}: a valid input is refused: {Encoding.UTF8.GetString(valid)}");
            }
        }

        var seed = (int)(Setting("TSUBA_FUZZ_SEED") ?? (Seconds is null ? ShortSeed : Random.Shared.Next()));
        var mutator = new InputMutator(_corpus, _words, seed, _limits.MostInputBytes);
        var run = new Tally();
        var started = TimeProvider.System.GetTimestamp();
        await using var trace = Seconds is null ? null : File.Create(Path.Combine(Path.GetTempPath(), $"tsuba-fuzz-{Environment.ProcessId}-{_parser.Replace(' ', '-')}"), 1);
        if (Setting("TSUBA_FUZZ_INPUT") is { } only)
        {
            await TryAsync(parse, mutator.Make(only), seed, only, run);
            return run.ToString();
        }

        for (long number = 0; Seconds is { } seconds ? TimeProvider.System.GetElapsedTime(started).TotalSeconds < seconds : number < ShortInputs; number++)
        {
            if (trace is not null)
            {
                // What a stack that overflows leaves behind.
                RandomAccess.Write(trace.SafeFileHandle, Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"seed {seed} input {number,-20}\n")), 0);
            }

            await TryAsync(parse, mutator.Make(number), seed, number, run);
        }

        // A parser that refuses everything has not been looked at.
        if (run.Accepted == 0)
        {
            throw new InvalidOperationException($"{_parser}: no input was accepted");
        }

        return $"{_parser}: seed {seed}, {run}";
    }

    private static long? Setting(string name) =>
        long.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;

    private static TimeSpan ThreadTime() =>
        TimeSpan.FromMicroseconds(long.Parse(File.ReadAllText("/proc/thread-self/schedstat").Split(' ')[0], CultureInfo.InvariantCulture) / 1000.0);

    private async Task TryAsync(Func<byte[], ValueTask<bool>> parse, byte[] input, int seed, long number, Tally run)
    {
        var (bytes, time) = await OnceAsync(parse, input, seed, number, run);
        var most = _limits.FixedBytes + (_limits.BytesPerByte * input.Length);
        if (bytes > most)
        {
            // What is made once for the process, such as code, is not made for the input.
            bytes = (await OnceAsync(parse, input, seed, number, run)).Bytes;
        }

        if (bytes > most)
        {
            throw new FuzzFindingException(_parser, string.Create(CultureInfo.InvariantCulture, $"{bytes} bytes allocated, {most} allowed"), seed, number, input, null);
        }

        for (var again = 0; again < ReplaysOfASlowInput && Seconds is not null && time > _limits.LongestRun; again++)
        {
            // Other work on the machine is not the parser's: what counts is the time of its thread.
            var began = ThreadTime();
            await OnceAsync(parse, input, seed, number, run);
            var taken = ThreadTime() - began;
            time = taken < time ? taken : time;
        }

        if (Seconds is not null && time > _limits.LongestRun)
        {
            throw new FuzzFindingException(_parser, string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:F1} s"), seed, number, input, null);
        }

        run.Inputs++;
        run.MostBytes = Math.Max(run.MostBytes, bytes);
        run.Longest = time > run.Longest ? time : run.Longest;
    }

    private async Task<(long Bytes, TimeSpan Time)> OnceAsync(Func<byte[], ValueTask<bool>> parse, byte[] input, int seed, long number, Tally run)
    {
        var copy = (byte[])input.Clone();
        var before = GC.GetAllocatedBytesForCurrentThread();
        var started = TimeProvider.System.GetTimestamp();
        try
        {
            run.Accepted += await parse(copy) ? 1 : 0;
        }
        catch (Exception exception)
        {
            throw new FuzzFindingException(_parser, exception.ToString(), seed, number, input, exception);
        }

        return (GC.GetAllocatedBytesForCurrentThread() - before, TimeProvider.System.GetElapsedTime(started));
    }

    private sealed class Tally
    {
        public long Inputs { get; set; }

        public long Accepted { get; set; }

        public long MostBytes { get; set; }

        public TimeSpan Longest { get; set; }

        public override string ToString() =>
            string.Create(CultureInfo.InvariantCulture, $"{Inputs} inputs, {Accepted} accepted, most bytes allocated {MostBytes}, longest {Longest.TotalMilliseconds:F1} ms");
    }
}
