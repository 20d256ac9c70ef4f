using System.Collections.Immutable;
using Tsuba.Model.Definitions;
using Tsuba.Model.Diagnostics;

namespace Tsuba.Configuration.Reloads;

/// <summary>A configuration as it was loaded last, with the text that it was made of.</summary>
/// <param name="MainFiles">Its main files.</param>
/// <param name="Files">Its files in the order of reading.</param>
/// <param name="Resolved">What was made of them.</param>
/// <param name="Findings">What was found.</param>
/// <param name="HasReplaced">Whether a service took the place of another one of its name, so that one alone does not say what became of it.</param>
internal sealed record LoadedText(
    ImmutableArray<string> MainFiles,
    ImmutableArray<KeyValuePair<string, FileText>> Files,
    ResolvedConfiguration Resolved,
    ImmutableArray<Diagnostic> Findings,
    bool HasReplaced);
