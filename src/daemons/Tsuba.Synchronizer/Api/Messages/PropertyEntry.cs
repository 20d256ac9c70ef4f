namespace Tsuba.Synchronizer.Api.Messages;

/// <summary>A property as it is written.</summary>
/// <param name="Name">Name in its present spelling.</param>
/// <param name="Value">Value; sensitive ones are masked for viewers.</param>
/// <param name="Line">Line in the file.</param>
public sealed record PropertyEntry(string Name, string Value, int Line);
