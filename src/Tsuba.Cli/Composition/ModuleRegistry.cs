using System.Collections.Immutable;
using Tsuba.Arbiter;
using Tsuba.Broker.Modules;
using Tsuba.LiveState;
using Tsuba.LiveState.Access;
using Tsuba.Modules.Console;
using Tsuba.Modules.Graphite;
using Tsuba.Modules.History;
using Tsuba.Modules.Livestatus;
using Tsuba.Modules.MongoDb;
using Tsuba.Modules.NagiosLog;
using Tsuba.Modules.Otlp;
using Tsuba.Modules.Passive.Nsca;
using Tsuba.Modules.Passive.Pipe;
using Tsuba.Modules.Passive.Spool;
using Tsuba.Modules.Passive.WebService;
using Tsuba.Modules.Perfdata;
using Tsuba.Modules.StatusData;
using Tsuba.Modules.Syslog;
using Tsuba.Modules.WebHooks;
using Tsuba.Receiver.Modules;

namespace Tsuba.Cli.Composition;

/// <summary>Every kind of module there is. The list is fixed when the program is built; no code is loaded at run time.</summary>
internal static class ModuleRegistry
{
    private const string WebService = "ws-arbiter";
    private const string Pipe = "named-pipe";
    private const string Nsca = "nsca";
    private const string Spool = "check-result-spool";

    // Spellings of Shinken's packages. Source: reference/shinken.md 6.3.
    private static readonly ImmutableArray<string> WebServiceNames = [WebService, "ws_arbiter", "webservice", "ws"];
    private static readonly ImmutableArray<string> PipeNames = [Pipe, "named_pipe", "NamedPipe"];
    private static readonly ImmutableArray<string> NscaNames = [Nsca, "nsca_server", "NSCA"];
    private static readonly ImmutableArray<string> SpoolNames = [Spool, "check_result_spool"];

    /// <summary>Kinds that one broker runs. Pages read the history through whichever instance runs at the moment.</summary>
    /// <param name="reader">Finds that instance.</param>
    public static ImmutableArray<BrokerModuleFactory> OfBroker(out Func<IHistoryReader?> reader)
    {
        HistoryModule? history = null;
        NagiosLogModule? log = null;
        GraphiteModule? graphite = null;
        reader = () => history;
        return
        [
            new("history", IsDefault: true, (context, _) => history = new HistoryModule(context)),
            new("nagios-log", IsDefault: true, (context, tables) => log = new NagiosLogModule(context, tables)),
            new("graphite", IsDefault: false, (context, tables) =>
            {
                var made = new GraphiteModule(context, tables);
                graphite = made.HasGraphs ? made : graphite?.Name == made.Name ? null : graphite;
                return made;
            }),
            new("mongodb", IsDefault: false, (context, tables) => new MongoDbModule(context, tables)),
            new("otlp", IsDefault: false, (context, tables) => new OtlpModule(context, tables)),
            new("webhook", IsDefault: false, (context, tables) => new WebHookModule(context, tables)),
            new("livestatus", IsDefault: false, (context, tables) => new LivestatusModule(context, tables, () => history, token => log?.RotateAsync(token) ?? ValueTask.FromResult(false))),
            new("perfdata", IsDefault: true, (context, tables) => new PerfdataModule(context, tables)),
            new("status-data", IsDefault: true, (context, tables) => new StatusDataModule(context, tables)),
            new("syslog", IsDefault: true, (context, tables) => new SyslogModule(context, tables)),
            new("console", IsDefault: true, (context, tables) => new ConsoleModule(context, tables, () => history) { Graphs = () => graphite }),
        ];
    }

    /// <summary>Kinds that a receiver runs.</summary>
    public static ImmutableArray<ReceiverModuleFactory> OfReceiver() =>
    [
        new(WebService, WebServiceNames, IsDefault: true, context => new WebServiceModule(context)),
        new(Pipe, PipeNames, IsDefault: true, context => new CommandPipeModule(context)),
        new(Nsca, NscaNames, IsDefault: false, context => new NscaModule(context)),
        new(Spool, SpoolNames, IsDefault: false, context => new CheckResultSpoolModule(context)),
    ];

    /// <summary>Kinds that an arbiter runs, where the configuration names them.</summary>
    public static ImmutableArray<ArbiterModuleFactory> OfArbiter() =>
    [
        new(WebService, WebServiceNames, context => new WebServiceModule(context)),
        new(Pipe, PipeNames, context => new CommandPipeModule(context)),
        new(Nsca, NscaNames, context => new NscaModule(context)),
        new(Spool, SpoolNames, context => new CheckResultSpoolModule(context)),
    ];

    /// <summary>Answers a Livestatus query of an operator, about the past as well.</summary>
    public static async Task<(int Status, byte[] Body)> QueryAsync(LiveTables tables, IHistoryReader? history, string text, CancellationToken stop)
    {
        var answer = await new LivestatusQuery(tables, TimeProvider.System).AnswerAsync(text, Viewer.Everything("operator", canSubmitCommands: true), history, stop);
        return (answer.Status, answer.Body.ToArray());
    }
}
