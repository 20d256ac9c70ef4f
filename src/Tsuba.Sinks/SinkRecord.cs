namespace Tsuba.Sinks;

/// <summary>Something for a sink.</summary>
/// <param name="Content">Its bytes, as the module's connection reads them again.</param>
/// <param name="Count">How many points, documents … it holds.</param>
public readonly record struct SinkRecord(ReadOnlyMemory<byte> Content, int Count);
