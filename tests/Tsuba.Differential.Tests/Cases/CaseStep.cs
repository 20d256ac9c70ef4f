namespace Tsuba.Differential.Tests.Cases;

/// <summary>Something that happens in a case.</summary>
/// <param name="At">Seconds from the start.</param>
internal abstract record CaseStep(int At);
