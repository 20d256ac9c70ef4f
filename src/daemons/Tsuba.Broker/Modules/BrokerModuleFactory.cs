using Tsuba.LiveState;
using Tsuba.Modules;

namespace Tsuba.Broker.Modules;

/// <summary>One kind of module that a broker can run. The list is fixed when the program is built; there is no loading of code.</summary>
/// <param name="Type">module_type in our spelling; Shinken's names are mapped to it before.</param>
/// <param name="IsDefault">Whether the broker runs one even where the configuration names none.</param>
/// <param name="Create">Makes an instance; called again after a failure.</param>
public sealed record BrokerModuleFactory(string Type, bool IsDefault, Func<ModuleContext, LiveTables, IModule> Create);
