namespace Tsuba.Engine.Inputs;

/// <summary>
/// An external command, passive results included. A command whose (source, sequence) is not above the source's high-water mark
/// is answered as a duplicate and has no effect (design 2.6).
/// </summary>
/// <param name="Source">Who gave it the number.</param>
/// <param name="Sequence">Number, growing with each command of the source; 0: never a duplicate.</param>
/// <param name="Line">The line, with or without its time stamp.</param>
/// <param name="Author">Signed-in user or certificate, where known; empty otherwise.</param>
public sealed record CommandReceived(string Source, ulong Sequence, string Line, string Author) : EngineInput;
