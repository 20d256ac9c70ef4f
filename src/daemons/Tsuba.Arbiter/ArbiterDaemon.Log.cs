using Microsoft.Extensions.Logging;

namespace Tsuba.Arbiter;

public sealed partial class ArbiterDaemon
{
    [LoggerMessage(1001, LogLevel.Warning, "State: {Finding}")]
    private partial void LogStateFinding(string finding);

    [LoggerMessage(1023, LogLevel.Error, "State is not kept on the disk, and nothing is ordered until it is: {Reason}")]
    private partial void LogDisk(string reason);

    [LoggerMessage(1024, LogLevel.Error, "The accepted configuration is not kept on the disk: {Reason}")]
    private partial void LogNotKept(string reason);

    [LoggerMessage(1002, LogLevel.Warning, "Command spool: {Finding}")]
    private partial void LogSpoolFinding(string finding);

    [LoggerMessage(1003, LogLevel.Information, "Configuration asked for by {Author} is accepted: {Text}")]
    private partial void LogReload(string author, string text);

    [LoggerMessage(1014, LogLevel.Error, "Configuration asked for by {Author} is not run ({Outcome}): {Text}")]
    private partial void LogReloadRefused(string author, Tsuba.Protocol.Contracts.ReloadOutcome outcome, string text);

    [LoggerMessage(1004, LogLevel.Warning, "{Finding}")]
    private partial void LogFinding(string finding);

    [LoggerMessage(1005, LogLevel.Warning, "Goes on with the configuration accepted last, generation {Generation}")]
    private partial void LogRunsAccepted(long generation);

    [LoggerMessage(1006, LogLevel.Information, "Part {Part} deployed to scheduler {Scheduler}: epoch {Epoch}, generation {Generation}, chunks sent: {Chunks} ({Bytes} bytes), followed by {Follower}")]
    private partial void LogDeployed(int part, string scheduler, string epoch, long generation, int chunks, long bytes, string follower);

    [LoggerMessage(1007, LogLevel.Information, "Scheduler {Scheduler} was told to drop part {Part}, whose epoch is {Epoch}")]
    private partial void LogReleased(int part, string scheduler, string epoch);

    [LoggerMessage(1008, LogLevel.Warning, "{Action} did not succeed: {Reason}")]
    private partial void LogActionFailed(string action, string reason);

    [LoggerMessage(1009, LogLevel.Debug, "No heartbeat of {Daemon}: {Reason}")]
    private partial void LogBeatMissed(string daemon, string reason);

    [LoggerMessage(1010, LogLevel.Debug, "Commands of {Daemon} cannot be drained: {Reason}")]
    private partial void LogDrainFailed(string daemon, string reason);

    [LoggerMessage(1015, LogLevel.Information, "{Hosts} hosts went from part {From} to part {To}, {Carried} of them with their state")]
    private partial void LogMoved(int hosts, int from, int to, int carried);

    [LoggerMessage(1016, LogLevel.Warning, "Hosts are still on their way between parts whose schedulers do not answer; the new configuration gives their state up")]
    private partial void LogMovesGivenUp();

    [LoggerMessage(1011, LogLevel.Warning, "Module {Name}: there is no module of type {Type}")]
    private partial void LogUnknownModule(string name, string type);

    [LoggerMessage(1020, LogLevel.Error, "Part {Part} is not served: scheduler {Scheduler} is gone or no longer has it, and no other that answers has everything that was acknowledged; waiting")]
    private partial void LogPartWaits(int part, string scheduler);

    [LoggerMessage(1021, LogLevel.Error, "Part {Part} goes on at scheduler {Scheduler} from an older copy: what was acknowledged last may be missing")]
    private partial void LogOlderCopy(int part, string scheduler);

    [LoggerMessage(1022, LogLevel.Critical, "Part {Part} starts at scheduler {Scheduler} from its configuration alone: no copy of its state was to be found")]
    private partial void LogStateLost(int part, string scheduler);

    [LoggerMessage(1035, LogLevel.Error, "Part {Part} goes on at scheduler {Scheduler} with damaged files, since no other scheduler has more: what was acknowledged last may be missing")]
    private partial void LogDamagedFiles(int part, string scheduler);

    [LoggerMessage(1013, LogLevel.Debug, "Synchronizer {Name} did not mirror the configuration: {Reason}")]
    private partial void LogMirrorFailed(string name, string reason);

    [LoggerMessage(1017, LogLevel.Warning, "This arbiter leads the site from now on, in term {Term}")]
    private partial void LogLeads(uint term);

    [LoggerMessage(1036, LogLevel.Warning, "This arbiter leads the site no more: {Reason}")]
    private partial void LogLeadsNoMore(string reason);

    [LoggerMessage(1018, LogLevel.Information, "{Author} ordered {Order}: {Moves}")]
    private partial void LogOrdered(string author, Tsuba.Protocol.Contracts.PartOrder order, string moves);

    [LoggerMessage(1033, LogLevel.Warning, "etcd does not vote: {Reason}")]
    private partial void LogEtcdMissed(string reason);

    [LoggerMessage(1034, LogLevel.Information, "etcd votes again")]
    private partial void LogEtcdAnswers();

    [LoggerMessage(1012, LogLevel.Debug, "An answer came after the stop")]
    private partial void LogStopping();
}
