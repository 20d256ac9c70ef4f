namespace Tsuba.Differential.Tests.Cases;

/// <summary>An external command; it comes after the checks of its second.</summary>
/// <param name="At">Seconds from the start.</param>
/// <param name="Text">Name and arguments; <c>$NOW$</c> and <c>$NOW+60$</c> stand for epoch seconds.</param>
internal sealed record CommandStep(int At, string Text) : CaseStep(At);
