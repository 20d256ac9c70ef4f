using Tsuba.LiveState;
using Tsuba.LiveState.Access;
using Tsuba.Model.Items;
using Tsuba.Modules.Availability;
using Tsuba.Modules.Console.Commands;
using Tsuba.Modules.History;
using Tsuba.Protocol.Contracts;
using Tsuba.Web.SignIn;

namespace Tsuba.Modules.Console;

/// <summary>What pages and API read and where they give commands.</summary>
/// <param name="Name">Name of the site.</param>
/// <param name="Tables">The live tables.</param>
/// <param name="History">The history that runs now, if one does.</param>
/// <param name="Commands">Where commands go.</param>
/// <param name="Time">The clock.</param>
/// <param name="Explain">Asks the owner of an item; null: nobody can be asked.</param>
public sealed record ConsoleSite(
    string Name,
    LiveTables Tables,
    Func<IHistoryReader?> History,
    ICommandSink Commands,
    TimeProvider Time,
    Func<ExplainRequest, CancellationToken, Task<ExplainReply>>? Explain)
{
    /// <summary>What series of the history are called.</summary>
    public const string FromHistory = "history";

    /// <summary>Where graphs come from instead of the history, if it runs.</summary>
    public Func<ISeriesReader?> Graphs { get; init; } = () => null;

    /// <summary>The tokens of the port; null: they are kept elsewhere.</summary>
    public TokenFile? Tokens { get; init; }

    /// <summary>Spans and corrections for reports; null: none are kept.</summary>
    public IAvailabilityStore? Availability => History() as IAvailabilityStore;

    private CommandGivers Givers { get; } = new();

    /// <summary>Gives commands in the name of a viewer.</summary>
    public async Task<CommandReceipt> SubmitAsync(IReadOnlyList<string> lines, Viewer viewer, CancellationToken cancellationToken)
    {
        var receipt = await Commands.SubmitAsync(lines, viewer.Name, cancellationToken);
        if (receipt.Accepted)
        {
            Givers.Remember(receipt.Ids, viewer);
        }

        return receipt;
    }

    /// <summary>What became of a command; one that another gave is told to who sees everything, and does not exist for others.</summary>
    public async Task<CommandFate> FateAsync(string id, TimeSpan wait, Viewer viewer, CancellationToken cancellationToken) =>
        Givers.MayAsk(id, viewer) ? await Commands.WaitAsync(id, wait, cancellationToken) : CommandFate.Pending(CommandPhase.Unknown);

    /// <summary>Asks in the name of a viewer.</summary>
    public Task<ExplainReply> ExplainAsync(ExplainRequest request, Viewer viewer, CancellationToken cancellationToken)
    {
        // An empty name would ask for everything.
        // Owners know contacts, not the limits of tokens.
        if (Explain is null || viewer.HasNoContactOfItsOwn || (!viewer.SeesEverything && viewer.Name.Length == 0))
        {
            return Task.FromResult(new ExplainReply { Outcome = ExplainOutcome.Unavailable, Refusal = "nobody can be asked here" });
        }

        var asked = request.Clone();
        asked.Viewer = viewer.SeesEverything ? "" : viewer.Name;
        return Explain(asked, cancellationToken);
    }

    /// <summary>The item of that name if the viewer may see it, else null; who may not see it is told that it does not exist.</summary>
    public LiveItem? Find(string host, string? service, Viewer viewer)
    {
        var site = Tables.Site;
        LiveItem? item = service is null ? site.FindHost(host) : site.FindService(host, service);
        return item is not null && viewer.Sees(item) ? item : null;
    }

    /// <summary>The series of an item and where they are from. Where the other place has none or does not answer, the history has them.</summary>
    public async Task<(IReadOnlyList<HistorySeries> Series, string Source)> SeriesAsync(ItemId item, long fromUtcMilliseconds, long toUtcMilliseconds, CancellationToken cancellationToken)
    {
        IReadOnlyList<HistorySeries> kept = History() is { } history ? await history.SeriesAsync(item, fromUtcMilliseconds, toUtcMilliseconds, cancellationToken) : [];
        if (Graphs() is not { } graphs || await graphs.SeriesAsync(item, fromUtcMilliseconds, toUtcMilliseconds, cancellationToken) is not { Count: > 0 } drawn)
        {
            return (kept, FromHistory);
        }

        // How long checks took is known to the history alone.
        return ([.. drawn, .. kept.Where(series => series.IsOfCheck)], graphs.Source);
    }

    /// <summary>What a query of the history asks for each row; null: the viewer sees everything.</summary>
    public Func<ItemId, bool>? SightOf(Viewer viewer)
    {
        if (viewer.SeesEverything)
        {
            return null;
        }

        var items = Tables.Site.Items;
        return id => items.TryGetValue(id, out var item) && viewer.Sees(item);
    }
}
