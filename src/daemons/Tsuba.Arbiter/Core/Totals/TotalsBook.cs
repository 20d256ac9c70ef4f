using Tsuba.Dispatch.Daemons;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Arbiter.Core.Totals;

/// <summary>
/// What schedulers told of their parts, put together for the macros of all (design 3, "site-wide totals"): sums by macro, and values of items that
/// macros of other parts name. What an owner told last stays while nobody else tells of its part. One owner; pure.
/// </summary>
public sealed class TotalsBook
{
    /// <summary>Most on-demand macros that are asked for, of all parts together; those beyond them in ordinal order have no value.</summary>
    public const int MostQuestions = 20_000;

    /// <summary>Most characters of values in one request; what does not fit is told when others have gone.</summary>
    public const int MostValueCharacters = 4 * 1024 * 1024;

    private readonly Dictionary<int, PartTotals> _parts = [];
    private readonly Dictionary<DaemonKey, IReadOnlyList<int>> _owned = [];
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    /// <summary>Takes what a scheduler told.</summary>
    public void Take(DaemonKey scheduler, ShareTotalsReply reply)
    {
        _owned[scheduler] = [.. reply.Parts.Select(part => part.Part)];
        foreach (var part in reply.Parts)
        {
            // Counts come only where they were asked for: those of before are better than none.
            if (part.Counts.Count == 0 && _parts.GetValueOrDefault(part.Part) is { } before)
            {
                part.Counts.Add(before.Counts);
            }

            _parts[part.Part] = part;
        }

        foreach (var (macro, value) in reply.Answers)
        {
            _values[macro] = value;
        }
    }

    /// <summary>What to tell a scheduler, and to ask of it.</summary>
    /// <param name="scheduler">The scheduler.</param>
    /// <param name="parts">All parts of the site. Sums are told when each of them has told its counts, since fewer would look like hosts that have gone.</param>
    public ShareTotalsRequest Request(DaemonKey scheduler, IReadOnlyCollection<int> parts)
    {
        Forget(parts);
        var questions = _parts.Values.SelectMany(part => part.Wanted).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Take(MostQuestions).ToHashSet(StringComparer.Ordinal);
        var request = new ShareTotalsRequest { Questions = { questions }, Counts = _parts.Values.Any(part => part.WantsTotals) };
        if (request.Counts && parts.All(part => _parts.GetValueOrDefault(part)?.Counts.Count > 0))
        {
            foreach (var (macro, count) in _parts.Values.SelectMany(part => part.Counts))
            {
                request.Totals[macro] = request.Totals.GetValueOrDefault(macro) + count;
            }
        }

        var characters = 0;
        foreach (var macro in _owned.GetValueOrDefault(scheduler, []).SelectMany(part => _parts.GetValueOrDefault(part)?.Wanted ?? []).Distinct(StringComparer.Ordinal))
        {
            if (_values.TryGetValue(macro, out var value) && (characters += macro.Length + value.Length) <= MostValueCharacters)
            {
                request.Values[macro] = value;
            }
        }

        foreach (var unasked in _values.Keys.Where(macro => !questions.Contains(macro)).ToList())
        {
            _values.Remove(unasked);
        }

        return request;
    }

    private void Forget(IReadOnlyCollection<int> parts)
    {
        foreach (var gone in _parts.Keys.Except(parts).ToList())
        {
            _parts.Remove(gone);
        }
    }
}
