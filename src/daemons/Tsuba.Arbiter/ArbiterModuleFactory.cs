using System.Collections.Immutable;
using Tsuba.Modules;

namespace Tsuba.Arbiter;

/// <summary>One kind of module that an arbiter can run.</summary>
/// <param name="Type">module_type in our spelling; <c>named-pipe</c> serves <c>command_file</c> too.</param>
/// <param name="Names">All spellings that configurations use for it.</param>
/// <param name="Create">Makes an instance; called again after a failure.</param>
public sealed record ArbiterModuleFactory(string Type, ImmutableArray<string> Names, Func<ModuleContext, IModule> Create);
