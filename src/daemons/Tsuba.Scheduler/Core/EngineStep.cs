using Tsuba.Engine.Inputs;

namespace Tsuba.Scheduler.Core;

/// <summary>A result, command, receipt or totals for the engine. Configurations come as <see cref="ConfigurationStep"/>.</summary>
public sealed record EngineStep(EngineInput Input) : PartInput;
