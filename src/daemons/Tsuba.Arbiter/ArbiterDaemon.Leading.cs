using System.Globalization;
using Tsuba.Arbiter.Core;
using Tsuba.Arbiter.Loading;
using Tsuba.Dispatch.Daemons;
using Tsuba.Dispatch.Terms;
using Tsuba.Hosting.Routing;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Arbiter;

/// <content>
/// Beginning and ceasing to lead, on sites with several arbiters. Who leads gives the configuration that was accepted and its state to the
/// others; who does not lead watches, and keeps them.
/// </content>
public sealed partial class ArbiterDaemon
{
    // Asks the own ballot as those of others are asked.
    private void VoteForItself()
    {
        if (_context.Ballot is not { } ballot)
        {
            return;
        }

        var (asked, stance) = (_clock.Now, _stance);
        var reply = new HeartbeatReply();
        ballot.Answer(new Caller(Role, Name), Question(stance, asked, LivenessTimers.Shipped.DeathAfter), reply);
        Core.Heard(new DaemonKey(Role, Name), reply, stance, asked, asked);
    }

    // The stance of a step leaves only after its state is durable.
    private void TakeStance()
    {
        _stance = Steps.Stance;
        if (_context.Ballot is { } ballot)
        {
            ballot.Leading = _stance.IsLeading ? _stance.Term : 0;
        }
    }

    private void Tell(LeadLoss? loss)
    {
        if (loss is null)
        {
            LogLeads(_stance.Term);
        }
        else
        {
            LogLeadsNoMore(loss switch
            {
                { Surpassed: 0 } => $"too few machines voted for it again in time; missing: {string.Join(", ", loss.Missing.Select(voter => voter == EtcdTarget.Voter ? EtcdTarget.Word : voter.Name))}",
                { Holder: "" } => string.Create(CultureInfo.InvariantCulture, $"a part was found under the higher term {loss.Surpassed}"),
                _ => string.Create(CultureInfo.InvariantCulture, $"arbiter {loss.Holder} has the higher term {loss.Surpassed}"),
            });
        }
    }

    // Only the newest change counts: what is to be done follows from whether this arbiter leads now.
    private async Task RoleLoopAsync(CancellationToken stop)
    {
        await foreach (var _ in _roles.Reader.ReadAllAsync(stop))
        {
            await _loading.WaitAsync(stop);
            try
            {
                await FollowRoleAsync(stop);
            }
            finally
            {
                _loading.Release();
            }
        }
    }

    private async Task FollowRoleAsync(CancellationToken stop)
    {
        if (!await Loop.AskAsync(() => Core.IsLeading, stop))
        {
            // Those who were drained have kept what is not answered; the arbiter that leads asks them.
            await WatchAsync(stop);
            Spool.Clear();
            return;
        }

        // Its own files count as at any start, unless another arbiter has accepted something since.
        var isOwn = _accepted.Read()?.Arbiter == Name && !_hasLed;
        var isRunning = await RunKeptAsync(stop);
        if ((!isRunning || isOwn) && !(await CarryOutAsync(ReloadOrder.By("start"), stop)).Accepted && !isRunning)
        {
            _calls.Track(TryAgainAsync(stop));
            return;
        }

        _hasLed = true;
        await FinishAsync(stop);
    }

    private async Task TryAgainAsync(CancellationToken stop)
    {
        await Task.Delay(SourceRetry, _context.Time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _roles.Writer.TryWrite(RoleChange.Elected);
    }

    private async Task<ReloadReply?> RefuseReloadAsync(CancellationToken stop) => await Loop.AskAsync(
        () => Core.IsAlone || Core.IsLeading
            ? null
            : ReloadAnswers.Unreadable($"{(Core.Leader.Length > 0 && Core.Leader != Name ? $"arbiter {Core.Leader} leads" : "no arbiter leads")} this site: order it there", Core.State.Generation),
        stop);
}
