using System.Collections.Immutable;
using Tsuba.Arbiter.Core;
using Tsuba.Arbiter.Core.Configuration;
using Tsuba.Arbiter.Core.Links;
using Tsuba.Arbiter.Loading;
using Tsuba.Dispatch.Daemons;
using Tsuba.Dispatch.Moves;
using Tsuba.Hosting.Modules;
using Tsuba.Hosting.Peers;
using Tsuba.Hosting.Routing;
using Tsuba.Model.Definitions;
using Tsuba.Model.Items;
using Tsuba.Protocol;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Arbiter;

public sealed partial class ArbiterDaemon
{
    private const string PipeModule = "command_file";
    private const string PipeType = "named-pipe";

    private static readonly TimeSpan SourceRetry = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan KeepRetry = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan KeepPatience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan MovesPatience = MoveBrain.Patience + TimeSpan.FromSeconds(30);

    // One reload at a time, in the order in which they were asked for.
    private async Task ReloadLoopAsync(CancellationToken stop)
    {
        await LoadFirstAsync(stop);
        await foreach (var order in _reloads.ReadAllAsync(stop))
        {
            await LoadInTurnAsync(
                async () =>
                {
                    order.Outcome.TrySetResult(await RefuseReloadAsync(stop) ?? await CarryOutAsync(order, stop));
                    await FinishAsync(stop);
                },
                stop);
        }
    }

    // An arbiter that is elected or deposed meanwhile does what follows from that before, or after.
    private async Task LoadInTurnAsync(Func<Task> load, CancellationToken stop)
    {
        await _loading.WaitAsync(stop);
        try
        {
            await load();
        }
        finally
        {
            _loading.Release();
        }
    }

    private async Task ChangeLoopAsync(CancellationToken stop)
    {
        while (true)
        {
            await (await Loop.AskAsync(() => Core.IsDispatching ? Task.CompletedTask : When(() => Core.IsDispatching), stop)).WaitAsync(stop);
            var wanted = await _source.ChangedAsync(stop);
            if (!await Loop.AskAsync(() => Core.IsDispatching, stop))
            {
                continue;
            }

            if ((await _reloads.AskAsync(ReloadOrder.By(wanted.Author, wanted.Confirm) with { IsOfSource = true }, stop)).Outcome == ReloadOutcome.Unreadable)
            {
                // It is offered again at once, and will not be readable sooner for that.
                await Task.Delay(SourceRetry, _context.Time, stop);
            }
        }
    }

    private async Task<ReloadReply> AnswerReloadAsync(Caller caller, ReloadRequest request, CancellationToken cancellationToken)
    {
        var order = ReloadOrder.By(request.Author.Length > 0 ? request.Author : caller.Name, request.Confirm);
        var reply = request.Adopt ? await AdoptAsync(order, cancellationToken) : await _reloads.AskAsync(order, cancellationToken);
        var wait = TimeSpan.FromMilliseconds(Math.Clamp(request.WaitMs, 0, LongestWait.TotalMilliseconds));
        if (!reply.Accepted || wait == TimeSpan.Zero)
        {
            return reply;
        }

        var clock = new ReloadClock(_context.Time);
        var settled = await Loop.AskAsync(() => When(() => Core.IsSettled && Core.IsMoveDone && Core.State.Generation >= reply.Generation), cancellationToken);
        await settled.WaitAsync(wait, _context.Time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
        clock.Ended("activate");

        // The reply of the order may be shared with whoever shows the status.
        var answer = reply.Clone();
        answer.Active = settled.IsCompletedSuccessfully;
        answer.Phases.AddRange(clock.Phases);
        return answer;
    }

    // From files to the synchronizer: for good if what it has is accepted, not at all if it is not.
    private async Task<ReloadReply> AdoptAsync(ReloadOrder order, CancellationToken cancellationToken)
    {
        var synchronizer = Core.Running?.Cut.Daemons.OfRole(DaemonRole.Synchronizer).FirstOrDefault();
        if (_source is not AdoptableConfigurationSource adoptable || synchronizer is null)
        {
            return await _reloads.AskAsync(order, cancellationToken);
        }

        adoptable.Try(PeerOf(synchronizer));
        var reply = await _reloads.AskAsync(order, cancellationToken);
        adoptable.Settle(reply.Accepted);
        return reply;
    }

    // A source that is not there yet is waited for; meanwhile, and beside a configuration that is broken or needs
    // a confirmation, the last accepted one is run.
    private async Task LoadFirstAsync(CancellationToken stop)
    {
        if (_accepted.Read() is { } kept && kept.Configuration.Objects.Count(item => item.Type == ObjectType.Arbiter) > 1)
        {
            // Which arbiter leads, and with what, is found out first.
            await LoadInTurnAsync(() => AcquaintAsync(stop), stop);
            if (!await Loop.AskAsync(() => Core.IsAlone, stop))
            {
                return;
            }
        }

        // Hosts that were on their way get to where the configuration before sent them, before another one may send them elsewhere.
        var isRunning = !(await StateAsync(stop)).Moves.Moves.IsEmpty && await RunKeptAsync(stop);
        var isDone = false;
        while (true)
        {
            await LoadInTurnAsync(
                async () =>
                {
                    var reply = await CarryOutAsync(ReloadOrder.By("start"), stop);
                    isDone = reply.Outcome != ReloadOutcome.Unreadable;
                    if (reply.Accepted)
                    {
                        await FinishAsync(stop);
                        return;
                    }

                    isRunning = isRunning || await RunKeptAsync(stop);
                },
                stop);
            if (isDone)
            {
                return;
            }

            await Task.Delay(SourceRetry, _context.Time, stop);
        }
    }

    private async Task<bool> RunKeptAsync(CancellationToken stop)
    {
        if (_accepted.Read() is not { } kept || (await _judge.CompileAsync(kept.Configuration, previous: null, await StateAsync(stop), _ => { }, stop)).Running is not { } running)
        {
            return false;
        }

        LogRunsAccepted(running.Generation);
        await RunConfigurationAsync(running, stop);
        _mainFiles = kept.MainFiles;
        _commit = kept.Commit;
        return true;
    }

    private async Task<ReloadReply> CarryOutAsync(ReloadOrder order, CancellationToken stop)
    {
        var clock = new ReloadClock(_context.Time);
        var started = _context.Time.GetTimestamp();
        var reply = await LoadAsync(order, clock, stop);
        _reloadSeconds.Record(_context.Time.GetElapsedTime(started).TotalSeconds, new KeyValuePair<string, object?>("outcome", reply.Accepted ? "accepted" : "refused"));
        reply.Phases.AddRange(clock.Phases);
        _configurationError = reply.Accepted ? "" : reply.Text;
        var shown = reply.Clone();
        shown.Changes?.Objects.Clear();
        _lastReload = shown;
        if (reply.Accepted)
        {
            LogReload(order.Author, reply.Text);
        }
        else
        {
            LogReloadRefused(order.Author, reply.Outcome, reply.Text);
        }

        return reply;
    }

    private async Task<ReloadReply> LoadAsync(ReloadOrder order, ReloadClock clock, CancellationToken stop)
    {
        await WaitForMovesAsync(stop);
        clock.Ended("wait");
        var reading = await _source.ReadAsync(stop);
        if (_context.Settings.GetValueOrDefault("adopt_paths") != "1")
        {
            reading = UnadoptedPaths.Spare(reading);
        }

        using var work = reading.Configuration is null ? null : _context.BulkWork?.Begin();
        var previous = Core.Running is { } runs ? new PreviousConfiguration(runs.Cut.Configuration, _mainFiles, Name) { Running = runs } : _accepted.Read();
        clock.Ended("read");
        var judged = await _judge.JudgeAsync(order, reading, previous, await StateAsync(stop), clock.Ended, stop);
        if (judged.Running is { } running)
        {
            var isSpread = await Loop.AskAsync(() => Core.IsLeading && !Core.IsAlone, stop);
            if (isSpread && !TryKeep(running, reading.MainFiles, reading.Commit))
            {
                return ReloadAnswers.Unreadable($"the disk of this arbiter does not take the configuration: {_keepFailure}", Core.State.Generation);
            }

            // What is kept later is what runs, with where it was read.
            (_mainFiles, _commit) = (reading.MainFiles, reading.Commit);
            if (isSpread)
            {
                await SpreadAcceptedAsync(stop);
            }

            await RunConfigurationAsync(running, stop);
            _isKept &= !Core.IsDispatching;
            clock.Ended("dispatch");
        }

        // What somebody else ordered may lack the confirmation that was given in the synchronizer: it is asked for again before it is refused there.
        if (judged.Reply.Accepted || order.IsOfSource)
        {
            _source.Judged(reading.Commit, judged.Reply);
        }

        return judged.Reply;
    }

    // Hosts move once at a time. A part that nobody serves must not keep the site from being configured for ever.
    private async Task WaitForMovesAsync(CancellationToken stop)
    {
        var done = await Loop.AskAsync(() => Core.IsMoveDone ? Task.CompletedTask : When(() => Core.IsMoveDone), stop);
        await done.WaitAsync(MovesPatience, _context.Time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stop.ThrowIfCancellationRequested();
        if (!done.IsCompleted)
        {
            LogMovesGivenUp();
        }
    }

    // What nobody waits for, once the parts run the configuration: it is kept for a start beside broken files, and mirrored.
    private async Task FinishAsync(CancellationToken stop)
    {
        if (!_isKept && Core.Running is { } running)
        {
            using var work = _context.BulkWork?.Begin();
            var settled = await Loop.AskAsync(() => Core.IsSettled ? Task.CompletedTask : When(() => Core.IsSettled), stop);
            await settled.WaitAsync(KeepPatience, _context.Time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            stop.ThrowIfCancellationRequested();
            KeepAccepted();
            if (!_isKept)
            {
                _calls.Track(KeepLaterAsync(stop));
            }

            Mirror(running, stop);
        }
    }

    // A full disk has room again some day.
    private async Task KeepLaterAsync(CancellationToken stop)
    {
        while (!_isKept && !stop.IsCancellationRequested)
        {
            await Task.Delay(KeepRetry, _context.Time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            KeepAccepted();
        }
    }

    private void KeepAccepted()
    {
        // A stop may come while the loop of reloads still writes.
        lock (_keepLock)
        {
            if (!_isKept && Core.Running is { } running)
            {
                _isKept = TryKeep(running, _mainFiles, _commit);
            }
        }
    }

    private bool TryKeep(RunningConfiguration running, ImmutableArray<string> mainFiles, string commit)
    {
        lock (_keepLock)
        {
            try
            {
                _accepted.Write(new PreviousConfiguration(running.Cut.Configuration with { Generation = running.Generation }, mainFiles, Name) { Commit = commit }, _chunks);
                _keepFailure = null;
                return true;
            }
            catch (IOException fault)
            {
                _keepFailure = fault.Message;
                LogNotKept(fault.Message);
                return false;
            }
        }
    }

    private void Mirror(RunningConfiguration running, CancellationToken stop)
    {
        if (!_source.IsOfSynchronizer)
        {
            // The synchronizer mirrors the files that were accepted; whether it is there does not matter to us.
            foreach (var node in running.Cut.Daemons.OfRole(DaemonRole.Synchronizer))
            {
                _calls.Track(MirrorAsync(node, stop));
            }
        }
    }

    private Task<ArbiterState> StateAsync(CancellationToken stop) => Loop.AskAsync(() => Core.State, stop);

    private async Task RunConfigurationAsync(RunningConfiguration running, CancellationToken stop)
    {
        var isFirst = await Loop.AskAsync(
            () =>
            {
                var before = Core.IsDispatching;
                Core.Configure(running, _clock.Now);
                return Core.IsDispatching && !before;
            },
            stop);
        if (isFirst)
        {
            // Before anyone is drained: commands of one source keep their order.
            await TakeUpSpoolAsync(stop);
        }

        await WatchAsync(stop);
        AddModules(running);
    }

    private async Task MirrorAsync(DaemonNode synchronizer, CancellationToken stop)
    {
        try
        {
            await _context.Peers.CallAsync(
                PeerOf(synchronizer), Routes.Production, new ProductionRequest { Refresh = true, WithoutFiles = true }, synchronizer.DataTimeout, stop);
        }
        catch (PeerCallException failed)
        {
            LogMirrorFailed(synchronizer.Name, failed.Message);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            LogStopping();
        }
    }

    private void AddModules(RunningConfiguration running)
    {
        var self = running.Cut.Daemons.Find(new DaemonKey(DaemonRole.Arbiter, Name)) ?? running.Cut.Daemons.OfRole(DaemonRole.Arbiter).FirstOrDefault();
        if (self is not null)
        {
            foreach (var module in LinkMessages.ModulesOf(running.Cut.Configuration, self.Definition))
            {
                if (_factories.FirstOrDefault(factory => factory.Names.Contains(module.Type)) is { } factory)
                {
                    AddModule(module.Name, factory, module.Properties);
                }
                else
                {
                    LogUnknownModule(module.Name, module.Type);
                }
            }
        }

        var main = running.Cut.Configuration.Objects.FirstOrDefault(item => item.Type == ObjectType.Main);
        if (main?.Find("command_file") is { Length: > 0 } pipe
            && main.Find("check_external_commands") != "0"
            && _factories.FirstOrDefault(factory => factory.Type == PipeType) is { } pipeFactory)
        {
            // The path that the configuration names may belong to a live Nagios: a twin is used unless told otherwise (design 3).
            var adopts = _context.Settings.GetValueOrDefault("adopt_paths") == "1";
            var path = adopts ? pipe : Path.Combine(Path.GetDirectoryName(_context.StateDirectory) ?? _context.StateDirectory, "run", Path.GetFileName(pipe));
            AddModule(PipeModule, pipeFactory, new Dictionary<string, string>(StringComparer.Ordinal) { ["command_file"] = path });
        }
    }

    private void AddModule(string name, ArbiterModuleFactory factory, IReadOnlyDictionary<string, string> properties)
    {
        var context = ModuleContexts.Create(_context, name, factory.Type, properties, Door);
        _modules.Add(name, () => factory.Create(context), ModuleHost.DefaultQueueBytes);
    }
}
