namespace Tsuba.Differential.Tests.Cases;

/// <summary>What the plugin of an item answers from then on, in that very second too.</summary>
/// <param name="At">Seconds from the start.</param>
/// <param name="Item">Host, or host and service.</param>
/// <param name="Code">Exit code.</param>
/// <param name="Text">Output.</param>
internal sealed record AnswerStep(int At, string Item, int Code, string Text) : CaseStep(At);
