using System.Diagnostics.Metrics;

namespace Tsuba.Modules.Passive;

/// <summary>Gives commands of an inlet that cannot answer: while the buffer is full it waits, and its clients with it.</summary>
/// <param name="context">What the module is given.</param>
/// <param name="accepted">Counts what was taken.</param>
internal sealed class CommandFeed(ModuleContext context, Counter<long> accepted)
{
    private static readonly TimeSpan FullPause = TimeSpan.FromMilliseconds(50);

    /// <summary>Gives them; returns how many could not be kept, and why, or null.</summary>
    public async Task<(int Count, string Refusal)?> GiveAsync(List<string> lines, CancellationToken stop)
    {
        var from = 0;
        while (from < lines.Count)
        {
            var receipt = await context.Commands.SubmitAsync(lines.GetRange(from, lines.Count - from), "", stop);
            if (receipt.Accepted)
            {
                accepted.Add(lines.Count - from);
                return null;
            }

            if (!receipt.Full)
            {
                return (lines.Count - from, receipt.Refusal);
            }

            // What fitted before the buffer was full is taken; the rest is tried again.
            accepted.Add(receipt.Ids.Length);
            from += receipt.Ids.Length;
            await Task.Delay(FullPause, context.Time, stop);
        }

        return null;
    }
}
