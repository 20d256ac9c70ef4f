using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using Tsuba.Configuration.Objects;
using Tsuba.Model.Definitions;
using Tsuba.Model.Diagnostics;
using Tsuba.Model.Items;
using Tsuba.Model.Names;
using Tsuba.Model.Snapshots;

namespace Tsuba.Configuration.Reports;

/// <summary>
/// The judgement on a configuration: what it registers, whose semantics it asks for, and everything that was found, linking included.
/// Core of <c>tsuba verify</c> (design 6).
/// </summary>
/// <param name="Profile">Whose semantics.</param>
/// <param name="Counts">Registered objects after expansion, by type; templates apart.</param>
/// <param name="Findings">All findings, in order of file, line and column.</param>
/// <param name="Snapshot">The linked configuration; null if it is refused.</param>
public sealed record Verification(
    CompatibilityProfile Profile,
    ImmutableSortedDictionary<ObjectType, int> Counts,
    ImmutableArray<Diagnostic> Findings,
    ConfigurationSnapshot? Snapshot)
{
    /// <summary>Whether a daemon would run it.</summary>
    public bool IsAccepted => Snapshot is not null;

    /// <summary>Judges a loaded configuration; links it if it has no errors so far.</summary>
    public static Verification Of(LoadedConfiguration loaded)
    {
        ArgumentNullException.ThrowIfNull(loaded);
        if (loaded.HasErrors)
        {
            return new Verification(loaded.Resolved.Profile, loaded.Counts, loaded.Diagnostics, null);
        }

        var linked = SnapshotBuilder.Build(loaded.Resolved);
        var slips = linked.Snapshot is { } snapshot ? ScheduleSlips.Of(loaded.Resolved, snapshot) : [];
        ImmutableArray<Diagnostic> findings =
        [
            .. loaded.Diagnostics.Concat(linked.Diagnostics).Concat(slips)
                .OrderBy(finding => finding.Location.File, StringComparer.Ordinal)
                .ThenBy(finding => finding.Location.Line)
                .ThenBy(finding => finding.Location.Column),
        ];
        return new Verification(loaded.Resolved.Profile, loaded.Counts, findings, linked.Snapshot);
    }

    /// <summary>Writes the report for a person.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="withNotes">Whether findings that are only worth knowing are written too.</param>
    public void WriteText(TextWriter output, bool withNotes)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.WriteLine($"profile {Profile.ToString().ToLowerInvariant()}");
        foreach (var (type, count) in Counts)
        {
            output.WriteLine(FormattableString.Invariant($"{count,9} {ObjectTypes.Text(type)}"));
        }

        foreach (var finding in Findings.Where(finding => withNotes || finding.Severity != Severity.Information))
        {
            output.WriteLine(finding.ToString());
        }

        output.WriteLine(
            $"{(IsAccepted ? "accepted" : "refused")}: {Counted.Of(Count(Severity.Error), "error")}, {Counted.Of(Count(Severity.Warning), "warning")}, {Counted.Of(Count(Severity.Information), "note")}");
    }

    /// <summary>Writes the report for a program, as one JSON object.</summary>
    public void WriteJson(IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        using var json = new Utf8JsonWriter(output, ReadableJson.Options);
        json.WriteStartObject();
        json.WriteString("profile", Profile.ToString().ToLowerInvariant());
        json.WriteBoolean("accepted", IsAccepted);
        json.WriteNumber("errors", Count(Severity.Error));
        json.WriteNumber("warnings", Count(Severity.Warning));
        json.WriteStartObject("objects");
        foreach (var (type, count) in Counts)
        {
            json.WriteNumber(ObjectTypes.Text(type), count);
        }

        json.WriteEndObject();
        json.WriteStartArray("findings");
        foreach (var finding in Findings)
        {
            json.WriteStartObject();
            json.WriteString("severity", finding.Severity.ToString().ToLowerInvariant());
            json.WriteString("code", finding.Code);
            json.WriteString("file", finding.Location.File);
            json.WriteNumber("line", finding.Location.Line);
            json.WriteNumber("column", finding.Location.Column);
            json.WriteString("message", finding.Message);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private int Count(Severity severity) => Findings.Count(finding => finding.Severity == severity);
}
