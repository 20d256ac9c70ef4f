using Microsoft.Extensions.Logging;
using Tsuba.Hosting.Peers;
using Tsuba.Model.Items;
using Tsuba.Protocol.Contracts;
using Tsuba.Scheduler.Core;
using Tsuba.Scheduler.Following;
using Tsuba.Scheduler.Parts;

namespace Tsuba.Scheduler;

/// <content>How parts come, go and change hands. Everything here runs under the transition lock, or before the first call.</content>
public sealed partial class SchedulerDaemon
{
    private const string DamageText = "its files are damaged, and a follower may have more: the arbiter says who goes on";

    private void Restore(PartId part)
    {
        var files = new PartFiles(_files, _context.StateDirectory, part);
        var (record, finding) = files.ReadRecord();
        if (finding is not null)
        {
            LogFinding(part.Value, finding.Kind, finding.File, finding.Text);
        }

        if (record is null)
        {
            return;
        }

        _records[part.Value] = record;
        switch (PartRules.Restore(record))
        {
            case PartStart.Own:
                TryOpen(files, record, isRestart: true);
                break;
            case PartStart.Copy:
                TryFollow(files, record);
                break;
            case PartStart.Nothing when record.Lacks:
                _faults[part.Value] = new PartFault(DamageText, CanPass: false);
                break;
        }
    }

    private async Task CarryOutAsync(PartFiles files, PartChange change, bool mayBeginEmpty = false, string heir = "")
    {
        if (PartRules.LeavesCommands(_records.GetValueOrDefault(files.Part.Value), change))
        {
            await LeaveAsync(files, heir);
        }

        if (change.Record is { } record)
        {
            files.WriteRecord(record);
            _records[files.Part.Value] = record;
        }

        if (change.Closes)
        {
            await CloseAsync(files.Part, withSnapshot: false);
        }

        if (change.DeletesData)
        {
            files.DeleteData();
            _faults.TryRemove(files.Part.Value, out _);
        }

        switch (change.Start)
        {
            case PartStart.Own when !TryOpen(files, change.Record!, mayBeginEmpty: mayBeginEmpty) && mayBeginEmpty && _faults[files.Part.Value] is { CanPass: false, Semantics: 0 }:
                OpenAnew(files, change.Record!);
                break;
            case PartStart.Copy:
                Follow(files, change.Record!);
                break;
        }
    }

    // The part is closed by then: the arbiter must go on hearing that it is here, or it would not say again that it is to go.
    private async Task LeaveAsync(PartFiles files, string heir)
    {
        var semantics = _owned.GetValueOrDefault(files.Part.Value)?.Facts.Semantics ?? _faults.GetValueOrDefault(files.Part.Value)?.Leaving ?? 0;
        try
        {
            await LeaveCommandsAsync(files, heir);
        }
        catch (IOException fault)
        {
            _faults[files.Part.Value] = new PartFault($"its commands cannot be handed over: {fault.Message}", CanPass: true) { Leaving = semantics };
            throw;
        }
    }

    // Only at the start, when no chunk can be on its way to an activation, and only if every part could be opened: the chunks of
    // one that could not may still be needed.
    private void ForgetChunks()
    {
        if (!_faults.IsEmpty)
        {
            return;
        }

        var manifests = _records.Values.Where(record => record.Manifest is not null).Select(record => record.Manifest)
            .Concat(_owned.Values.SelectMany(part => PartOpening.Manifests(part.Journal, part.Snapshots)))
            .Concat(_owned.Values.SelectMany(part => part.History.Manifests()))
            .Concat(_followed.Values.SelectMany(copy => copy.Manifests()));
        var count = _chunks.KeepOnly(manifests);
        if (count > 0)
        {
            LogForgotten(count);
        }
    }

    // Monitoring goes on from the configuration alone rather than not at all; what is set aside can be examined.
    private void OpenAnew(PartFiles files, PartRecord record)
    {
        LogStateLost(files.Part.Value, _faults.GetValueOrDefault(files.Part.Value)?.Text ?? "");
        files.SetDataAside();
        TryOpen(files, record);
    }

    /// <summary>Opens a part from disk and starts it; false where it cannot be brought back.</summary>
    private bool TryOpen(PartFiles files, PartRecord record, bool isRestart = false, bool mayBeginEmpty = false)
    {
        try
        {
            if (files.Semantics() is var semantics && !_services.Settings.Knows.Includes(semantics))
            {
                LogUnknownSemantics(files.Part.Value, semantics, _services.Settings.Knows);
                _faults[files.Part.Value] = new PartFault(PartRules.UnknownSemantics(semantics, _services.Settings.Knows), CanPass: false) { Semantics = semantics };
                return false;
            }

            var epoch = Epoch.FromPacked(record.Epoch);

            // What the disk did not give after a restart is still to be looked at as after a restart.
            var damaged = PartRules.Damaged(record, isRestart || _faults.GetValueOrDefault(files.Part.Value) is { CanPass: true });
            var opened = PartOpening.Open(files, epoch, _services.Configurations, _services.Settings, () => Remember(files, damaged));
            foreach (var finding in opened.Findings)
            {
                LogFinding(files.Part.Value, finding.Kind, finding.File, finding.Text);
            }

            if (damaged.Lacks && opened.IsDamaged)
            {
                opened.Journal.Dispose();
                throw new InvalidDataException(DamageText);
            }

            if (mayBeginEmpty && opened.HoldsNothing)
            {
                opened.Journal.Dispose();
                throw new InvalidDataException("its files are damaged, and nothing of its state is left in them");
            }

            if (opened.IsAheadOf(epoch))
            {
                opened.Journal.Dispose();
                throw new InvalidDataException($"its files hold frames of epoch {opened.Core.Epoch}, and it was to run under {epoch}");
            }

            if (opened.IsDamaged)
            {
                _counters.WentOnDamaged();
                LogWentOnDamaged(files.Part.Value);
            }

            var part = new OwnedPart(opened, epoch, _services);
            part.Gate.SetFollower(record.Peer?.Name);
            part.Start();
            Watch(part);
            _owned[files.Part.Value] = part;
            _faults.TryRemove(files.Part.Value, out _);
            LogOpened(files.Part.Value, epoch, opened.Core.Frame, opened.Replayed);
            return true;
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException)
        {
            _faults[files.Part.Value] = new PartFault(exception.Message, CanPass: exception is IOException);
            LogCannotOpen(files.Part.Value, exception);
            return false;
        }
    }

    private void Remember(PartFiles files, PartRecord record)
    {
        files.WriteRecord(record);
        _records[files.Part.Value] = record;
    }

    // After a restart only: the arbiter sees that the copy is missing, and orders it again.
    private void TryFollow(PartFiles files, PartRecord record)
    {
        try
        {
            Follow(files, record);
        }
        catch (IOException exception)
        {
            LogCannotOpen(files.Part.Value, exception);
        }
    }

    private void Follow(PartFiles files, PartRecord record)
    {
        var owner = new PeerAddress(DaemonRole.Scheduler, record.Peer.Name, record.Peer.Host, record.Peer.Port);
        var copy = new FollowedPart(Name, files, Epoch.FromPacked(record.Epoch), owner, _context.Peers, _services);
        copy.Start();
        _followed[files.Part.Value] = copy;
        _faults.TryRemove(files.Part.Value, out _);
        LogFollows(files.Part.Value, owner);
    }

    private async Task CloseAsync(PartId part, bool withSnapshot)
    {
        if (_followed.TryRemove(part.Value, out var copy))
        {
            await copy.DisposeAsync();
        }

        if (_owned.TryRemove(part.Value, out var owned))
        {
            await owned.StopAsync(withSnapshot, CancellationToken.None);
            await owned.DisposeAsync();
            _services.Configurations.Forget(part);
        }

        foreach (var key in _images.Keys.Where(key => key.Part == part.Value))
        {
            _images.TryRemove(key, out _);
        }
    }

    /// <summary>Somebody else owns the part under a higher epoch: it stops here at once (design 2.4).</summary>
    private async Task StepDownAsync(PartId part, ulong epoch)
    {
        await _transition.WaitAsync();
        try
        {
            if (PartRules.StepDown(_records.GetValueOrDefault(part.Value), epoch) is not { } released)
            {
                return;
            }

            await CarryOutAsync(new PartFiles(_files, _context.StateDirectory, part), released);
            LogSteppedDown(part.Value, Epoch.FromPacked(epoch));
        }
        finally
        {
            _transition.Release();
        }
    }

    private Ack? CheckEpoch(PartStamp? stamp) => PartRules.CheckEpoch(_records.GetValueOrDefault(stamp?.Part ?? 0), stamp);

    private static Ack Refuse(RefusalReason reason, string text) => PartRules.Refuse(reason, text);

    private static Ack Accept() => PartRules.Accept();

    private void Watch(OwnedPart part) => _ = part.Loop.ContinueWith(
        ended =>
        {
            if (ended.Exception is { } fault)
            {
                LogBroken(part.Part.Value, fault);
                _fatal.TrySetException(fault.InnerExceptions);
            }
        },
        CancellationToken.None,
        TaskContinuationOptions.ExecuteSynchronously,
        TaskScheduler.Default);

    [LoggerMessage(2010, LogLevel.Information, "Part {Part} is open under epoch {Epoch} at frame {Frame}, frames replayed: {Replayed}")]
    private partial void LogOpened(int part, Epoch epoch, ulong frame, long replayed);

    [LoggerMessage(2011, LogLevel.Error, "Part {Part} cannot be brought back from disk")]
    private partial void LogCannotOpen(int part, Exception exception);

    [LoggerMessage(2012, LogLevel.Warning, "Part {Part}: {Kind} {File}: {Text}")]
    private partial void LogFinding(int part, Tsuba.Journal.JournalFindingKind kind, string file, string text);

    [LoggerMessage(2013, LogLevel.Information, "Part {Part} is followed from {Owner}")]
    private partial void LogFollows(int part, PeerAddress owner);

    [LoggerMessage(2014, LogLevel.Warning, "Part {Part} is owned by another scheduler under epoch {Epoch}; it stops here")]
    private partial void LogSteppedDown(int part, Epoch epoch);

    [LoggerMessage(2015, LogLevel.Critical, "The loop of part {Part} broke")]
    private partial void LogBroken(int part, Exception exception);

    [LoggerMessage(2016, LogLevel.Error, "Part {Part} could not be stopped in order")]
    private partial void LogStopFault(int part, Exception exception);

    [LoggerMessage(2017, LogLevel.Information, "Part {Part} is dropped under epoch {Epoch}")]
    private partial void LogDropped(int part, Epoch epoch);

    [LoggerMessage(2019, LogLevel.Information, "{Count} chunks of former configurations are removed")]
    private partial void LogForgotten(int count);

    [LoggerMessage(2030, LogLevel.Error, "Part {Part} starts anew without its state, which is set aside: {Reason}")]
    private partial void LogStateLost(int part, string reason);

    [LoggerMessage(2031, LogLevel.Error, "Part {Part} goes on with damaged files: frames are missing, and nobody else is known to have them")]
    private partial void LogWentOnDamaged(int part);

    [LoggerMessage(2032, LogLevel.Error, "Part {Part} is not run here: its files are of version {Semantics} of the rules, and this scheduler knows {Knows}. They are kept as they are")]
    private partial void LogUnknownSemantics(int part, uint semantics, SemanticsRange knows);

    [LoggerMessage(2033, LogLevel.Information, "Part {Part} runs under version {Semantics} of the rules from now on")]
    private partial void LogRaised(int part, uint semantics);

    [LoggerMessage(2018, LogLevel.Information, "Part {Part} runs configuration {Generation} under epoch {Epoch}: hosts {Hosts}, services {Services}")]
    private partial void LogActivated(int part, long generation, Epoch epoch, int hosts, int services);
}
