namespace Tsuba.Hosting.Logging;

/// <summary>One finished line.</summary>
/// <param name="Source">Which file: <c>scheduler-1</c>, or <c>tsuba</c> for the site.</param>
/// <param name="Text">The line.</param>
public readonly record struct LogLine(string Source, string Text);
