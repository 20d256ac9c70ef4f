using Tsuba.Model.Diagnostics;

namespace Tsuba.Configuration.Expansion;

/// <summary>Something that a service says about others, kept until all services are known.</summary>
/// <param name="Host">Index of its host.</param>
/// <param name="Description">Its description.</param>
/// <param name="Value">What it says.</param>
/// <param name="Origin">Where.</param>
internal readonly record struct PendingLink(int Host, string Description, string Value, SourceLocation Origin);
