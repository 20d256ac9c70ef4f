using System.Globalization;
using Tsuba.Synchronizer.Core.Sources.Definitions;
using Tsuba.Synchronizer.Sources.Desk;

namespace Tsuba.Synchronizer.Pages;

/// <summary>How sources are told to people.</summary>
internal static class SourceText
{
    internal static string Kind(SourceDefinition source) => source.Kind switch
    {
        SourceKind.Cfg => "files",
        SourceKind.Git => "git repository",
        SourceKind.Ldap => "LDAP directory",
        SourceKind.ActiveDirectory => "Active Directory",
        SourceKind.Csv => "table",
        _ => "JSON",
    };

    internal static string Interval(SourceDefinition source) =>
        !source.IsEnabled ? "switched off"
        : source.Interval == TimeSpan.Zero ? "when asked"
        : string.Create(CultureInfo.InvariantCulture, $"every {source.Interval.TotalMinutes:0.##} min");

    internal static string Time(long seconds) =>
        seconds == 0 ? "never" : string.Create(CultureInfo.InvariantCulture, $"{DateTimeOffset.FromUnixTimeSeconds(seconds):yyyy-MM-dd HH:mm:ss} UTC");

    internal static string State(SourceStatus status) =>
        status.IsRunning ? "is being read"
        : status.Memory.Trouble.Length > 0 ? status.Memory.Trouble
        : status.Memory.LastRead == 0 ? "not read yet"
        : "sound";
}
