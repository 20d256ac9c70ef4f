using Tsuba.Arbiter.Etcd;
using Tsuba.Dispatch.Daemons;
using Tsuba.Dispatch.Terms;

namespace Tsuba.Arbiter;

/// <content>The vote of etcd, where the site has it for a tie breaker: asked once a second, as daemons are with their heartbeats. Source: docs/decisions/0070.</content>
public sealed partial class ArbiterDaemon
{
    private static readonly TimeSpan EtcdInterval = TimeSpan.FromSeconds(1);

    private volatile string _etcdTrouble = "";

    private async Task EtcdLoopAsync(string _, EtcdTarget target, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(EtcdInterval, _context.Time);
        EtcdClient? client = null;
        EtcdBallot? ballot = null;
        try
        {
            do
            {
                var (stance, asked) = (_stance, _clock.Now);
                try
                {
                    client ??= new EtcdClient(target, _context.Time);
                    ballot ??= new EtcdBallot(client, target.Prefix.Length > 0 ? target.Prefix : $"/tsuba/{_context.Site}/", Name);
                    var answer = await ballot.AskAsync(stance, TermBrain.LeaseOf(LivenessTimers.Shipped), stop);
                    await Loop.TellAsync(() => Core.HeardEtcd(stance, answer, asked), stop);
                    if (_etcdTrouble.Length > 0)
                    {
                        LogEtcdAnswers();
                        _etcdTrouble = "";
                    }
                }
                catch (IOException failure)
                {
                    _etcdMissed.Add(1);
                    if (_etcdTrouble.Length == 0)
                    {
                        LogEtcdMissed(failure.Message);
                    }

                    _etcdTrouble = $"etcd does not vote: {failure.Message}";
                }
            }
            while (await timer.WaitForNextTickAsync(stop));
        }
        finally
        {
            client?.Dispose();
            _etcdTrouble = "";
        }
    }
}
