namespace Tsuba.Execution.Work;

/// <summary>A seed for <see cref="RetryPause"/> from names: FNV-1a over their characters.</summary>
public static class WorkSeed
{
    /// <summary>The seed of a worker in one run of it.</summary>
    public static ulong Of(string worker, string run)
    {
        var hash = 14695981039346656037UL;
        foreach (var text in (ReadOnlySpan<string>)[worker, run])
        {
            foreach (var character in text)
            {
                hash = unchecked((hash ^ character) * 1099511628211UL);
            }
        }

        return hash;
    }
}
