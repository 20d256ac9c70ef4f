namespace Tsuba.Engine.Inputs;

/// <summary>
/// From here on the part runs under this version of the rules; without effect where it does so already, or under a later one. May come before
/// the first configuration.
/// </summary>
/// <param name="Version">One of <see cref="SemanticsVersions"/>.</param>
public sealed record SemanticsRaised(uint Version) : EngineInput;
