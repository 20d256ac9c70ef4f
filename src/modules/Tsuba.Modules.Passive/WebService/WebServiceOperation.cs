using System.Collections.Immutable;
using Tsuba.Model.ExternalCommands;

namespace Tsuba.Modules.Passive.WebService;

/// <summary>One address of the web service: what it reads, and which command it gives for a row.</summary>
/// <param name="Path">Address.</param>
/// <param name="Summary">What it does, for the OpenAPI document.</param>
/// <param name="Fields">Fields that it knows.</param>
/// <param name="Encode">The command of a row: row, author, now in seconds since 1970.</param>
internal sealed record WebServiceOperation(string Path, string Summary, ImmutableArray<string> Fields, Func<RequestRow, string, long, EncodedCommand> Encode)
{
    /// <summary>Whether a row needs a host.</summary>
    public bool IsAboutItems { get; init; } = true;

    /// <summary>Whether it gives passive results, for which a token with scope passive is enough.</summary>
    public bool IsResult { get; init; }

    /// <summary>Whether a field that is given once holds for all rows. Not for results: one too few must not go unnoticed.</summary>
    public bool AllowsSharedFields { get; init; } = true;

    /// <summary>How long the answers of the owners are waited for unless the caller says otherwise.</summary>
    public TimeSpan DefaultWait { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Answers a form with one id a line, as scripts of the old module know it; else with JSON.</summary>
    public bool AnswersInLines { get; init; }
}
