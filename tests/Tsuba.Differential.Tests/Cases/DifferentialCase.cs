using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Tsuba.Differential.Tests.Cases;

/// <summary>
/// A small configuration and what happens to it. Many of them run side by side in one nagios4, so every name carries
/// <see cref="Mark"/>, which becomes the case's own prefix.
/// </summary>
internal sealed record DifferentialCase
{
    /// <summary>Stands before each name of the case.</summary>
    public const char Mark = '@';

    /// <summary>Number inside the run.</summary>
    public required int Number { get; init; }

    /// <summary>Hosts, services, contacts, escalations, dependencies.</summary>
    public required ImmutableArray<CaseObject> Objects { get; init; }

    /// <summary>Steps by time.</summary>
    public required ImmutableArray<CaseStep> Steps { get; init; }

    /// <summary>What every name begins with.</summary>
    public string Prefix => string.Create(CultureInfo.InvariantCulture, $"c{Number}-");

    /// <summary>Hosts and services, as they are called in the run.</summary>
    public IEnumerable<string> Items => Objects.Where(definition => definition.Item is not null).Select(definition => Named(definition.Item!));

    /// <summary>A text of the case with its names as they are in the run.</summary>
    public string Named(string text) => text.Replace(Mark.ToString(), Prefix, StringComparison.Ordinal);

    /// <summary>The definitions as a configuration file.</summary>
    public string Configuration()
    {
        var text = new StringBuilder();
        foreach (var definition in Objects)
        {
            text.Append("define ").Append(definition.Type).Append(" {\n");
            foreach (var (name, value) in definition.Properties)
            {
                text.Append("  ").Append(name.PadRight(30)).Append(' ').Append(Named(value)).Append('\n');
            }

            text.Append("}\n");
        }

        return text.ToString();
    }

    /// <summary>The steps in the language of <c>tsuba simulate</c>.</summary>
    public string Scenario()
    {
        var text = new StringBuilder();
        foreach (var step in Steps)
        {
            text.Append(CultureInfo.InvariantCulture, $"at {step.At}s ").Append(step switch
            {
                AnswerStep answer => string.Create(CultureInfo.InvariantCulture, $"answer {Named(answer.Item)} {answer.Code} \"{answer.Text}\""),
                CommandStep command => $"command {Named(command.Text)}",
                _ => throw new System.Diagnostics.UnreachableException(),
            }).Append('\n');
        }

        return text.ToString();
    }
}
