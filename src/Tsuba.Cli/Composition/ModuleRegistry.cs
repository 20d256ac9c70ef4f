using System.Collections.Immutable;
using Tsuba.Broker.Modules;
using Tsuba.LiveState;
using Tsuba.Modules.History;
using Tsuba.Receiver.Modules;

namespace Tsuba.Cli.Composition;

/// <summary>Every kind of module there is. The list is fixed when the program is built; no code is loaded at run time.</summary>
internal static class ModuleRegistry
{
    /// <summary>Kinds that a broker runs.</summary>
    public static ImmutableArray<BrokerModuleFactory> OfBroker { get; } =
    [
        new("history", IsDefault: true, (context, _) => new HistoryModule(context)),
    ];

    /// <summary>Kinds that a receiver runs.</summary>
    public static ImmutableArray<ReceiverModuleFactory> OfReceiver { get; } = [];

    /// <summary>Answers a Livestatus query of an operator.</summary>
    public static byte[] Query(LiveTables tables, string text) => [];
}
