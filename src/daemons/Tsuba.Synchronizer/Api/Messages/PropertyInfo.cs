namespace Tsuba.Synchronizer.Api.Messages;

/// <summary>A property of a type, for forms.</summary>
/// <param name="Name">Name.</param>
/// <param name="Kind">How its value is read.</param>
/// <param name="Default">Value where nothing is set.</param>
/// <param name="Required">Whether an object needs it.</param>
/// <param name="Repeatable">Whether it may stand several times.</param>
/// <param name="Sensitive">Whether it is masked.</param>
public sealed record PropertyInfo(string Name, string Kind, string? Default, bool Required, bool Repeatable, bool Sensitive);
