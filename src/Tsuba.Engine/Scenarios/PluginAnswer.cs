namespace Tsuba.Engine.Scenarios;

/// <summary>What a plugin says in virtual time.</summary>
/// <param name="Code">Exit code.</param>
/// <param name="Output">Output and performance data, as the process writes them.</param>
public readonly record struct PluginAnswer(int Code, string Output);
