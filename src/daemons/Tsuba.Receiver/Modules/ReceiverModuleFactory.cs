using System.Collections.Immutable;
using Tsuba.Modules;

namespace Tsuba.Receiver.Modules;

/// <summary>One kind of module that a receiver can run.</summary>
/// <param name="Type">module_type in our spelling.</param>
/// <param name="Names">All spellings that configurations use for it.</param>
/// <param name="IsDefault">Whether the receiver runs one even where the configuration names none.</param>
/// <param name="Create">Makes an instance; called again after a failure.</param>
public sealed record ReceiverModuleFactory(string Type, ImmutableArray<string> Names, bool IsDefault, Func<ModuleContext, IModule> Create);
