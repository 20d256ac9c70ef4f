using System.Diagnostics;

namespace Tsuba.System.Tests.Sites;

/// <summary>Waits for conditions, never for a time.</summary>
internal static class Waiting
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(180);

    /// <summary>Fails, with what <paramref name="describe"/> says, if the condition does not come.</summary>
    public static async Task UntilAsync(string what, Func<Task<bool>> condition, Func<string> describe)
    {
        var start = Stopwatch.GetTimestamp();
        var trouble = "";
        while (Stopwatch.GetElapsedTime(start) < Patience)
        {
            try
            {
                if (await condition())
                {
                    return;
                }
            }
            catch (HttpRequestException exception)
            {
                trouble = exception.Message;
            }

            await Task.Delay(100);
        }

        Assert.Fail($"waited {Patience.TotalSeconds} s until {what}. {trouble}\n{describe()}");
    }
}
