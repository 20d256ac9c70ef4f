using Tsuba.Broker.Reading;
using Tsuba.Hosting.Peers;
using Tsuba.LiveState;
using Tsuba.LiveState.Access;
using Tsuba.Model.Names;
using Tsuba.Protocol;
using Tsuba.Protocol.Contracts;
using ItemName = Tsuba.Model.Items.ItemName;

namespace Tsuba.Broker.Explaining;

/// <summary>Finds who owns an item and asks there. What the asker may not see does not exist for it.</summary>
/// <param name="tables">The live tables.</param>
/// <param name="links">Who owns what, now.</param>
/// <param name="peers">Calls to schedulers.</param>
public sealed class ExplainRelay(LiveTables tables, Func<BrokerLinks> links, IPeers peers)
{
    // A question about the past reads a journal first.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>The answer of the owner, or why there is none.</summary>
    public async Task<ExplainReply> AskAsync(ExplainRequest request, CancellationToken cancellationToken)
    {
        var name = new ItemName(request.Item?.Host ?? "", request.Item?.HasService == true ? request.Item.Service : null);
        var viewer = request.Viewer.Length == 0 ? Viewer.Everything("", canSubmitCommands: false) : Viewer.OfContact(request.Viewer, canSubmitCommands: false);
        var site = tables.Site;
        if (site.Find(name) is not { } item || !viewer.Sees(item))
        {
            return new ExplainReply { Outcome = ExplainOutcome.NoSuchItem, Refusal = Unknown(site, viewer, name) };
        }

        if (!links().Parts.TryGetValue(item.Part, out var owner))
        {
            return Unavailable($"nobody is known to own part {item.Part} at the moment");
        }

        var asked = request.Clone();
        asked.Part = item.Part;
        try
        {
            return await peers.CallAsync(owner.Scheduler, Routes.Explain, asked, Limit, cancellationToken);
        }
        catch (PeerCallException failed)
        {
            return Unavailable($"{owner.Scheduler.Name}, which owns the item, does not answer: {failed.Message}");
        }
    }

    private static ExplainReply Unavailable(string refusal) => new() { Outcome = ExplainOutcome.Unavailable, Refusal = refusal };

    private static string Unknown(LiveSite site, Viewer viewer, ItemName name)
    {
        var host = site.FindHost(name.Host) is { } found && (viewer.Sees(found) || found.Services.Any(viewer.Sees)) ? found : null;
        return UnknownItem.Describe(
            name,
            site.Hosts.Where(viewer.Sees).Select(candidate => candidate.Host.HostName),
            host?.Services.Where(viewer.Sees).Select(service => service.Service.Description));
    }
}
