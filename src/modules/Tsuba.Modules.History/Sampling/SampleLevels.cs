namespace Tsuba.Modules.History.Sampling;

/// <summary>
/// Spans that values are gathered over. Level 0 is the results themselves, 1 is 5 minutes, 2 an hour, 3 a day in UTC. A span of a
/// level is made anew from the level below once it is over and whenever something older arrives, so nothing is counted twice.
/// </summary>
internal static class SampleLevels
{
    /// <summary>The coarsest level.</summary>
    public const int Last = 3;

    private const int MostPoints = 900;
    private static readonly int[] Spans = [0, 300, 3600, 86_400];

    // Results come once a minute as a rule: a range that would give more than MostPoints of them is shown by 5 minutes.
    private const int UsualResultSpan = 60;

    /// <summary>Length of a span in seconds; 0 for level 0.</summary>
    public static int SpanOf(int level) => Spans[level];

    /// <summary>Begin of the span that a time is in, in seconds.</summary>
    public static long BeginOf(int level, long seconds) => seconds - (((seconds % Spans[level]) + Spans[level]) % Spans[level]);

    /// <summary>The level that a range is shown at: as fine as fits into a graph, and as the age of its begin allows.</summary>
    /// <param name="rangeSeconds">Length of the range.</param>
    /// <param name="age">How long its begin is past.</param>
    /// <param name="keptFor">How long each level is kept.</param>
    public static int For(long rangeSeconds, TimeSpan age, Func<int, TimeSpan> keptFor)
    {
        var level = 0;
        while (level < Last && (rangeSeconds / Math.Max(UsualResultSpan, Spans[level]) > MostPoints || age > keptFor(level)))
        {
            level++;
        }

        return level;
    }
}
