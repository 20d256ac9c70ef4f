using System.Collections.Immutable;
using Tsuba.Broker.Modules;
using Tsuba.LiveState;
using Tsuba.Modules.Console;
using Tsuba.Modules.History;
using Tsuba.Receiver.Modules;

namespace Tsuba.Cli.Composition;

/// <summary>Every kind of module there is. The list is fixed when the program is built; no code is loaded at run time.</summary>
internal static class ModuleRegistry
{
    /// <summary>Kinds that one broker runs. Pages read the history through whichever instance runs at the moment.</summary>
    public static ImmutableArray<BrokerModuleFactory> OfBroker()
    {
        HistoryModule? history = null;
        return
        [
            new("history", IsDefault: true, (context, _) => history = new HistoryModule(context)),
            new("console", IsDefault: true, (context, tables) => new ConsoleModule(context, tables, () => history)),
        ];
    }

    /// <summary>Kinds that a receiver runs.</summary>
    public static ImmutableArray<ReceiverModuleFactory> OfReceiver() => [];

    /// <summary>Answers a Livestatus query of an operator.</summary>
    public static byte[] Query(LiveTables tables, string text) => [];
}
