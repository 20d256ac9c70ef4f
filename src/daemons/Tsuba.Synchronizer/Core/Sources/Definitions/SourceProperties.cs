using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Tsuba.Configuration.Syntax;
using Tsuba.Model.Diagnostics;
using Tsuba.Synchronizer.Core.Sources.Mapping;

namespace Tsuba.Synchronizer.Core.Sources.Definitions;

/// <summary>The properties of one <c>define source</c> as written, and how each is read. Every fault is collected; one makes the source unusable.</summary>
internal sealed partial class SourceProperties
{
    private static readonly string[] Known =
    [
        "source_name", "module_type", "order", "import_interval", "enabled", "apply", "trusted", "minimum_share", "disable_after", "delete_after",
        "url", "path", "root", "branch", "user", "bind_dn", "password_file", "ca_file", "known_hosts_file", "start_tls", "delimiter", "items",
        "timeout", "max_bytes", "max_entries",
    ];

    private readonly List<(string Name, string Value, SourceLocation Location)> _all = [];
    private readonly ImmutableArray<Diagnostic>.Builder _findings;
    private bool _isFaulty;

    private SourceProperties(SourceLocation location, ImmutableArray<Diagnostic>.Builder findings)
    {
        Location = location;
        _findings = findings;
    }

    /// <summary>Where the object is defined.</summary>
    internal SourceLocation Location { get; }

    internal static SourceProperties Of(SyntaxTree tree, SyntaxBlock block, ImmutableArray<Diagnostic>.Builder findings)
    {
        var properties = new SourceProperties(tree.KeyLocation(block.Define), findings);
        for (var index = block.Define + 1; index < block.End; index++)
        {
            if (tree.Lines[index].Kind == LineKind.Property)
            {
                properties._all.Add((tree.Key(index), tree.Value(index), tree.ValueLocation(index)));
            }
        }

        return properties;
    }

    internal bool Has(string name) => _all.Exists(property => property.Name == name);

    internal SourceLocation LocationOf(string name) => Has(name) ? _all.FindLast(property => property.Name == name).Location : Location;

    /// <summary>The last value of a property; the fallback if there is none.</summary>
    internal string Text(string name, string fallback = "") => Has(name) ? _all.FindLast(property => property.Name == name).Value : fallback;

    /// <summary>The entries of all lines of a property, between commas.</summary>
    internal ImmutableArray<string> List(string name) =>
        [.. _all.Where(property => property.Name == name).SelectMany(property => property.Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))];

    /// <summary>The definition; null if anything is wrong with it.</summary>
    internal SourceDefinition? ToDefinition()
    {
        var name = Text("source_name");
        if (!NamePattern().IsMatch(name))
        {
            Fault(name.Length == 0 ? SourceFindings.Incomplete : SourceFindings.ValueMalformed, "source_name", "source_name needs 1 to 64 letters, digits, _ or -");
        }

        foreach (var (unknown, _, location) in _all.Where(property => !property.Name.Contains('.', StringComparison.Ordinal) && !Known.Contains(property.Name, StringComparer.Ordinal)))
        {
            Fault(SourceFindings.PropertyUnknown, location, $"a source has no property \"{unknown}\"");
        }

        var kind = Kind();
        var definition = new SourceDefinition
        {
            Name = name,
            Kind = kind,
            Location = Location,
            Order = Number("order", 100, 1, 10_000),
            Interval = Span("import_interval", TimeSpan.Zero) ?? TimeSpan.Zero,
            IsEnabled = Flag("enabled", true),
            AppliesItself = Choice("apply", "by_hand", "by_hand", "staging") == "staging",
            IsTrusted = Flag("trusted", kind is SourceKind.Cfg or SourceKind.Git),
            MinimumShare = Number("minimum_share", 70, 0, 100),
            DisableAfter = Span("disable_after", TimeSpan.FromDays(1)),
            DeleteAfter = Span("delete_after", TimeSpan.FromDays(30)),
            Target = Target(kind),
            Mappings = new MappingReader(this, kind).Read(),
        };
        return _isFaulty ? null : definition;
    }

    /// <summary>The lines <c>TYPE.REST value</c>, in the order of the file.</summary>
    internal IEnumerable<MappedLine> Mapped() =>
        from property in _all
        let dot = property.Name.IndexOf('.', StringComparison.Ordinal)
        where dot >= 0
        select new MappedLine(property.Name[..dot], property.Name[(dot + 1)..], property.Value, property.Location);

    /// <summary>Remembers a fault at a place.</summary>
    internal void Fault(DiagnosticCode code, SourceLocation location, string message)
    {
        _isFaulty = true;
        _findings.Add(code.At(location, message));
    }

    /// <summary>Remembers a fault of a property.</summary>
    internal void Fault(DiagnosticCode code, string property, string message) => Fault(code, LocationOf(property), message);

    /// <summary>Reads a template, or remembers its fault.</summary>
    internal FieldTemplate? Template(string value, SourceLocation location)
    {
        var template = FieldTemplate.Parse(value, out var fault);
        if (template is null)
        {
            Fault(SourceFindings.ValueMalformed, location, fault);
        }

        return template;
    }

    private SourceKind Kind()
    {
        switch (Text("module_type"))
        {
            case "cfg" or "cfg-file" or "cfg-file-import":
                return SourceKind.Cfg;
            case "git":
                return SourceKind.Git;
            case "ldap" or "ldap-import":
                return SourceKind.Ldap;
            case "active-directory" or "ad-import" or "active-dir-import":
                return SourceKind.ActiveDirectory;
            case "csv":
                return SourceKind.Csv;
            case "json":
                return SourceKind.Json;
            default:
                Fault(
                    Has("module_type") ? SourceFindings.ValueMalformed : SourceFindings.Incomplete,
                    "module_type",
                    "module_type is one of cfg, git, ldap, active-directory, csv, json");
                return SourceKind.Cfg;
        }
    }

    private bool Flag(string name, bool fallback) => Choice(name, fallback ? "1" : "0", "0", "1") == "1";

    private string Choice(string name, string fallback, params string[] words)
    {
        var text = Text(name, fallback);
        if (!words.Contains(text, StringComparer.Ordinal))
        {
            Fault(SourceFindings.ValueMalformed, name, $"{name} is one of {string.Join(", ", words)}");
        }

        return text;
    }

    private int Number(string name, int fallback, int minimum, int maximum)
    {
        var text = Text(name, fallback.ToString(CultureInfo.InvariantCulture));
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= minimum && value <= maximum)
        {
            return value;
        }

        Fault(SourceFindings.ValueMalformed, name, string.Create(CultureInfo.InvariantCulture, $"{name} is a number from {minimum} to {maximum}"));
        return fallback;
    }

    /// <summary>A length of time: <c>90s</c>, <c>15</c> or <c>15m</c> minutes, <c>2h</c>, <c>30d</c>, <c>never</c> (null).</summary>
    private TimeSpan? Span(string name, TimeSpan fallback)
    {
        var text = Text(name);
        if (text.Length == 0 || text == "never")
        {
            return text.Length == 0 ? fallback : null;
        }

        var unit = text[^1] switch { 's' => 1, 'h' => 3600, 'd' => 86_400, _ => 60 };
        var digits = char.IsAsciiLetter(text[^1]) ? text[..^1] : text;
        if ("smhd0123456789".Contains(text[^1], StringComparison.Ordinal)
            && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && (long)value * unit <= 10L * 366 * 86_400)
        {
            return TimeSpan.FromSeconds((double)value * unit);
        }

        Fault(SourceFindings.ValueMalformed, name, $"{name} is a number of minutes, or with a unit: 90s, 15m, 2h, 30d, or never; ten years at most");
        return fallback;
    }

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9_-]{0,63}\z")]
    private static partial Regex NamePattern();
}
