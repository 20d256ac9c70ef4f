namespace Tsuba.Daemons.Tests.Arbiter;

/// <summary>Waits for what several loops bring about. The limit is for a machine that is busy, not for the code.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    internal static Task TrueAsync(Func<bool> condition, string what) => TrueAsync(condition, () => what);

    internal static Task TrueAsync(Func<bool> condition, Func<string> what) => TrueAsync(() => Task.FromResult(condition()), what);

    internal static Task TrueAsync(Func<Task<bool>> condition, string what) => TrueAsync(condition, () => what);

    internal static async Task TrueAsync(Func<Task<bool>> condition, Func<string> what)
    {
        using var limit = new CancellationTokenSource(Limit);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (!await condition())
        {
            try
            {
                await timer.WaitForNextTickAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                Assert.Fail($"not within {Limit.TotalSeconds} s: {what()}");
            }
        }
    }
}
