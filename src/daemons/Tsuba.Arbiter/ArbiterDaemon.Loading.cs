using System.Collections.Immutable;
using System.Globalization;
using Tsuba.Arbiter.Core;
using Tsuba.Arbiter.Core.Commands;
using Tsuba.Arbiter.Core.Configuration;
using Tsuba.Arbiter.Core.Links;
using Tsuba.Arbiter.Draining;
using Tsuba.Arbiter.Loading;
using Tsuba.Dispatch.Daemons;
using Tsuba.Hosting.Modules;
using Tsuba.Hosting.Peers;
using Tsuba.Model.Definitions;
using Tsuba.Model.Diagnostics;
using Tsuba.Model.Items;
using Tsuba.Protocol;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Arbiter;

public sealed partial class ArbiterDaemon
{
    private const string PipeModule = "command_file";
    private const string PipeType = "named-pipe";

    private static readonly TimeSpan SourceRetry = TimeSpan.FromSeconds(1);

    // One reload at a time, in the order in which they were asked for.
    private async Task ReloadLoopAsync(CancellationToken stop)
    {
        await LoadFirstAsync(stop);
        await foreach (var order in _reloads.Reader.ReadAllAsync(stop))
        {
            var (reply, _) = await LoadAsync(order, stop);
            LogReload(order.Author, reply.Accepted, reply.Text);
            order.Outcome.TrySetResult(reply);
        }
    }

    private async Task ChangeLoopAsync(CancellationToken stop)
    {
        while (true)
        {
            await _source.ChangedAsync(stop);
            await ReloadAsync("synchronizer", confirmed: false, stop);
        }
    }

    private async Task<ReloadReply> ReloadAsync(string author, bool confirmed, CancellationToken cancellationToken)
    {
        var order = new ReloadOrder(author, confirmed, new TaskCompletionSource<ReloadReply>(TaskCreationOptions.RunContinuationsAsynchronously));
        await _reloads.Writer.WriteAsync(order, cancellationToken);
        return await order.Outcome.Task.WaitAsync(cancellationToken);
    }

    // A source that is not there yet is waited for; meanwhile, and beside a broken configuration, the last accepted one is run.
    private async Task LoadFirstAsync(CancellationToken stop)
    {
        var order = new ReloadOrder("start", Confirmed: true, new TaskCompletionSource<ReloadReply>(TaskCreationOptions.RunContinuationsAsynchronously));
        var isRunning = false;
        while (true)
        {
            var (reply, wasThere) = await LoadAsync(order, stop);
            LogReload(order.Author, reply.Accepted, reply.Text);
            if (reply.Accepted)
            {
                return;
            }

            if (!isRunning && _accepted.Read() is { } kept && Compile(kept, await StateAsync(stop)).Running is { } running)
            {
                LogRunsAccepted(running.Generation);
                await RunConfigurationAsync(running, stop);
                isRunning = true;
            }

            if (wasThere)
            {
                return;
            }

            await Task.Delay(SourceRetry, _context.Time, stop);
        }
    }

    private async Task<(ReloadReply Reply, bool WasThere)> LoadAsync(ReloadOrder order, CancellationToken stop)
    {
        var reading = await _source.ReadAsync(stop);
        if (reading.Configuration is null)
        {
            return (Refuse(reading.Failure), false);
        }

        var errors = reading.Diagnostics.Where(finding => finding.Severity == Severity.Error).ToImmutableArray();
        if (errors.Length > 0)
        {
            return (Refuse(Summary(errors)), true);
        }

        var before = await StateAsync(stop);
        var compiled = Compile(MachineZone.Apply(reading.Configuration, _context.Time.LocalTimeZone), before);
        if (compiled.Running is not { } running)
        {
            return (Refuse(Summary([.. compiled.Diagnostics.Where(finding => finding.Severity == Severity.Error)])), true);
        }

        if (!order.Confirmed && DangerousChange.Find(Core.Running, running) is { } danger)
        {
            return (Refuse(danger), true);
        }

        await RunConfigurationAsync(running, stop);
        _accepted.Write(running.Cut.Configuration with { Generation = running.Generation });
        _configurationError = "";
        var changed = running.Parts.Values.Count(part => part.Manifest.Generation == running.Generation && running.Generation != before.Generation);
        var reply = new ReloadReply
        {
            Accepted = true,
            Generation = running.Generation,
            Text = running.Generation == before.Generation
                ? string.Create(CultureInfo.InvariantCulture, $"generation {running.Generation}, nothing changed")
                : string.Create(CultureInfo.InvariantCulture, $"generation {running.Generation}, {changed} of {running.Parts.Count} parts changed"),
        };
        return (reply, true);
    }

    private CompiledConfiguration Compile(ResolvedConfiguration configuration, ArbiterState before)
    {
        var compiled = ConfigurationCompiler.Compile(configuration, before, _portOffset);
        foreach (var finding in compiled.Diagnostics.Where(finding => finding.Severity == Severity.Warning))
        {
            LogFinding(finding.ToString());
        }

        return compiled;
    }

    private Task<ArbiterState> StateAsync(CancellationToken stop) => Loop.AskAsync(() => Core.State, stop);

    private async Task RunConfigurationAsync(RunningConfiguration running, CancellationToken stop)
    {
        var isFirst = await Loop.AskAsync(
            () =>
            {
                var first = Core.Running is null;
                Core.Configure(running, _clock.Now);
                return first;
            },
            stop);
        if (isFirst)
        {
            // Before anyone is drained: commands of one source keep their order.
            await TakeUpSpoolAsync(stop);
        }

        await WatchAsync(stop);
        if (isFirst)
        {
            _calls.Track(DrainLoopAsync(new DrainSource(new CommandOrigin(DaemonRole.Arbiter, Name), (request, token) => Door.DrainAsync(request, token).AsTask()), stop));
        }

        AddModules(running);
        if (_source is not SynchronizerConfigurationSource)
        {
            // The synchronizer mirrors the files that were accepted; whether it is there does not matter to us.
            foreach (var node in running.Cut.Daemons.OfRole(DaemonRole.Synchronizer))
            {
                _calls.Track(MirrorAsync(node, stop));
            }
        }
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

    private ReloadReply Refuse(string text)
    {
        _configurationError = text;
        return new ReloadReply { Accepted = false, Text = text, Generation = _health.Generation };
    }

    private static string Summary(ImmutableArray<Diagnostic> findings)
    {
        const int Shown = 3;
        var shown = string.Join("; ", findings.Take(Shown));
        return findings.Length > Shown ? string.Create(CultureInfo.InvariantCulture, $"{shown}; and {findings.Length - Shown} more errors") : shown;
    }
}
