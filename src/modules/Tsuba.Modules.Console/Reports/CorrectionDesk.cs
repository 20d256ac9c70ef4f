using Tsuba.LiveState;
using Tsuba.LiveState.Access;
using Tsuba.Model.Items;
using Tsuba.Modules.Availability;
using Tsuba.Modules.Console.Api;
using Tsuba.Modules.Console.Pages;

namespace Tsuba.Modules.Console.Reports;

/// <summary>Takes and revokes corrections of availability. Administrators make them, whoever sees an item sees what was corrected.</summary>
internal sealed class CorrectionDesk(LiveTables tables, Func<IAvailabilityStore?> availability, TimeProvider time)
{
    private const int MostReason = 1000;
    private const int MostListed = 1000;

    /// <summary>Whether somebody may correct.</summary>
    public static bool MayCorrect(Viewer viewer) => viewer.IsAdministrator;

    /// <summary>The corrections that a viewer sees, newest first; null: no history is kept.</summary>
    public async Task<IReadOnlyList<ApiCorrection>?> ListAsync(Viewer viewer, CancellationToken cancellationToken)
    {
        if (availability() is not { } store)
        {
            return null;
        }

        var site = tables.Site;
        Func<ItemId, bool>? sees = viewer.SeesEverything ? null : id => site.Items.TryGetValue(id, out var item) && viewer.Sees(item);
        return [.. (await store.CorrectionsAsync(sees, MostListed, cancellationToken)).Select(correction => ApiCorrection.Of(site, correction))];
    }

    /// <summary>Makes a correction; instead of its number there may be a refusal.</summary>
    public async Task<(long Id, string Refusal, int Status)> MakeAsync(ApiNewCorrection asked, Viewer viewer, CancellationToken cancellationToken)
    {
        if (!MayCorrect(viewer))
        {
            return (0, "administrators make corrections", 403);
        }

        if (availability() is not { } store)
        {
            return (0, "no history is kept", 503);
        }

        LiveItem? item = string.IsNullOrEmpty(asked.Service) ? tables.Site.FindHost(asked.Host ?? "") : tables.Site.FindService(asked.Host ?? "", asked.Service);
        if (item is null || !viewer.Sees(item))
        {
            return (0, "there is no such host or service", 404);
        }

        if (!HistoryKindNames.TryParse<CorrectionKind>(asked.Kind ?? "", out var kind))
        {
            return (0, $"kind is none of {HistoryKindNames.All<CorrectionKind>()}", 400);
        }

        var state = -1;
        if (kind == (byte)CorrectionKind.State && (state = StateOf(item.Definition.Kind, asked.State)) < 0)
        {
            return (0, "state is no name of a state of this item", 400);
        }

        var span = new TimeSpanUtc(Milliseconds(asked.From), Milliseconds(asked.To));
        if (span.Begin < 0 || span.Begin >= span.End || span.Begin > time.GetUtcNow().ToUnixTimeMilliseconds())
        {
            return (0, "from and to are seconds since 1970, from before to and not in the future", 400);
        }

        if (asked.Reason is not { Length: > 0 and <= MostReason } reason || reason.Any(char.IsControl))
        {
            return (0, FormattableString.Invariant($"reason is one line of 1 to {MostReason} characters"), 400);
        }

        var correction = new Correction(0, item.Definition.Id, span, (CorrectionKind)kind, Math.Max(0, state), viewer.Name, 0, reason);
        return (await store.CorrectAsync(correction, cancellationToken), "", 201);
    }

    /// <summary>Revokes one.</summary>
    public async Task<(string Refusal, int Status)> RevokeAsync(long id, string reason, Viewer viewer, CancellationToken cancellationToken)
    {
        if (!MayCorrect(viewer))
        {
            return ("administrators revoke corrections", 403);
        }

        if (reason is not { Length: > 0 and <= MostReason } || reason.Any(char.IsControl))
        {
            return (FormattableString.Invariant($"reason is one line of 1 to {MostReason} characters"), 400);
        }

        if (availability() is not { } store)
        {
            return ("no history is kept", 503);
        }

        return await store.RevokeAsync(id, viewer.Name, reason, null, cancellationToken)
            ? ("", 204)
            : ("there is no correction of this number in force", 404);
    }

    private static long Milliseconds(double seconds) => seconds is > 0 and < 1e11 ? (long)(seconds * 1000) : -1;

    private static int StateOf(ItemKind kind, string? name)
    {
        for (var state = 0; state < (kind == ItemKind.Host ? 3 : 4); state++)
        {
            if (string.Equals(StateText.Of(kind, state), name, StringComparison.OrdinalIgnoreCase))
            {
                return state;
            }
        }

        return -1;
    }
}
