namespace Tsuba.Engine.Outputs;

/// <summary>
/// Something that readers of the part's events learn: a status, a log line, a comment, a downtime, a decision. One record per
/// kind; the scheduler translates them to wire messages in <c>EngineToProtocol.cs</c>.
/// </summary>
public abstract record EngineEvent;
