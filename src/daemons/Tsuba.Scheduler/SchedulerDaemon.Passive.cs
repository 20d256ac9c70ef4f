using Microsoft.Extensions.Logging;
using Tsuba.Hosting.Pki;
using Tsuba.Hosting.Routing;
using Tsuba.Hosting.Peers;
using Tsuba.Hosting.Work;
using Tsuba.Model.Items;
using Tsuba.Protocol.Contracts;
using Tsuba.Scheduler.Work;

namespace Tsuba.Scheduler;

/// <content>Pollers and reactionners that open no connection: the arbiter says which, and this scheduler calls them.</content>
public sealed partial class SchedulerDaemon : IWorkerDoor
{
    // One change of the passive workers at a time; held while loops end.
    private readonly SemaphoreSlim _passiveChange = new(1, 1);
    private readonly PassiveWorkers _passive;
    private readonly LinkFile _linkFile;
    private long _links;

    ValueTask<LeaseReply> IWorkerDoor.LeaseAsync(Caller caller, LeaseRequest request, CancellationToken cancellationToken) =>
        LeaseAsync(caller, request, cancellationToken);

    ValueTask<ResultReply> IWorkerDoor.ResultsAsync(Caller caller, ResultBatch request, CancellationToken cancellationToken) =>
        ResultsAsync(caller, request, cancellationToken);

    private async ValueTask<PutLinksReply> PutLinksAsync(PutLinksRequest request, CancellationToken cancellationToken)
    {
        await _passiveChange.WaitAsync(cancellationToken);
        try
        {
            if (request.Generation < Volatile.Read(ref _links))
            {
                return new PutLinksReply { Ack = Refuse(RefusalReason.Invalid, "the links are older than those in force") };
            }

            await LinkAsync(request);
            if (!_linkFile.TryWrite(request))
            {
                LogLinksNotKept(_context.StateDirectory);
            }

            return new PutLinksReply { Ack = Accept() };
        }
        finally
        {
            _passiveChange.Release();
        }
    }

    private async Task LinkAsync(PutLinksRequest links)
    {
        var workers = new List<PeerAddress>();
        foreach (var daemon in links.Daemons)
        {
            if (DaemonRoleNames.TryParse(daemon.Role, out var role) && role is DaemonRole.Poller or DaemonRole.Reactionner)
            {
                workers.Add(new PeerAddress(role, daemon.Name, daemon.Host, daemon.Port));
            }
        }

        await _passive.SetAsync(workers);
        Volatile.Write(ref _links, links.Generation);
        LogPassive(links.Generation, workers.Count);
    }

    [LoggerMessage(2062, LogLevel.Information, "Links {Generation}: opens connections to {Workers} passive workers")]
    private partial void LogPassive(long generation, int workers);

    [LoggerMessage(2063, LogLevel.Warning, "The links cannot be kept in {Directory}; after a restart passive workers wait for the arbiter")]
    private partial void LogLinksNotKept(string directory);
}
