using System.Collections.Immutable;
using Tsuba.Arbiter.Core.Configuration;
using Tsuba.Model.Definitions;

namespace Tsuba.Arbiter.Loading;

/// <summary>What a new configuration would replace: what runs, or, before anything does, what ran when the arbiter stopped.</summary>
/// <param name="Configuration">The configuration.</param>
/// <param name="MainFiles">The main files that somebody named for it; empty: nobody did, the synchronizer has it.</param>
/// <param name="Arbiter">The arbiter that accepted it; empty: not known.</param>
internal sealed record PreviousConfiguration(ResolvedConfiguration Configuration, ImmutableArray<string> MainFiles, string Arbiter)
{
    /// <summary>How it was cut and encoded; null where it does not run.</summary>
    internal RunningConfiguration? Running { get; init; }

    /// <summary>The commit of the synchronizer that it was read as; empty: it was read from files, or is of a version that kept no commits.</summary>
    internal string Commit { get; init; } = "";

    /// <summary>False if somebody has named other main files since: then the new configuration is another one, not this one with a slip in it.</summary>
    internal bool IsOf(ImmutableArray<string> mainFiles) =>
        MainFiles.IsEmpty || mainFiles.IsEmpty || MainFiles.SequenceEqual(mainFiles, StringComparer.Ordinal);
}
