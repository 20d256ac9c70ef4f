namespace Tsuba.Engine.Inputs;

/// <summary>
/// Something that happens to a part. Together with the time of its turn it determines everything the engine does, so the
/// journal holds inputs and nothing else is needed to replay (design 2.2).
/// </summary>
public abstract record EngineInput;
