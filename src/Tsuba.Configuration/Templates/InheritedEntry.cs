using Tsuba.Configuration.Objects;
using Tsuba.Model.Diagnostics;

namespace Tsuba.Configuration.Templates;

/// <summary>What an object has of one property after its templates were applied.</summary>
/// <param name="Name">Which.</param>
/// <param name="Value">Value; null: cancelled by <c>null</c>, which also keeps implicit inheritance away.</param>
/// <param name="IsOpen">Only <c>+value</c> has been met so far: a further template still adds to it.</param>
/// <param name="Origin">Where the nearest part of the value was written.</param>
internal readonly record struct InheritedEntry(PropertyName Name, string? Value, bool IsOpen, SourceLocation Origin);
