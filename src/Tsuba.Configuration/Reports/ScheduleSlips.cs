using System.Collections.Immutable;
using System.Globalization;
using Tsuba.Model.Definitions;
using Tsuba.Model.Diagnostics;
using Tsuba.Model.Items;
using Tsuba.Model.Objects;
using Tsuba.Model.Snapshots;

namespace Tsuba.Configuration.Reports;

/// <summary>
/// Finds what is allowed and probably a slip: no time period, recoveries wanted without problems, a notification interval that never
/// passes, nothing wanted at all, hosts without services. Items that share their policies are one finding, at the first of them.
/// Source: what <c>nagios4 -vv</c> warns of; reference/shinken.md 3.9 for options that are missing.
/// </summary>
internal sealed class ScheduleSlips
{
    private const StateOptions HostProblems = StateOptions.Down | StateOptions.Unreachable;
    private const StateOptions ServiceProblems = StateOptions.Warning | StateOptions.Critical;
    private const int MostNames = 10;

    // Made with the first finding: most configurations have none.
    private readonly Lazy<Dictionary<(ObjectType Type, string Key), ResolvedObject>> _sources;
    private readonly ImmutableArray<Diagnostic>.Builder _findings = ImmutableArray.CreateBuilder<Diagnostic>();
    private readonly HashSet<object> _seen = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<object, HashSet<object>> _pairs = new(ReferenceEqualityComparer.Instance);
    private (CheckPolicy? Check, NotificationPolicy? Notification) _last;

    private ScheduleSlips(ResolvedConfiguration configuration) => _sources = new(() => configuration.Objects
        .Where(item => item.Type is ObjectType.Host or ObjectType.Service or ObjectType.Contact or ObjectType.NotificationWay)
        .GroupBy(item => (item.Type, item.Key))
        .ToDictionary(group => group.Key, group => group.First()));

    /// <summary>All of them, in no order.</summary>
    public static ImmutableArray<Diagnostic> Of(ResolvedConfiguration configuration, ConfigurationSnapshot snapshot)
    {
        var slips = new ScheduleSlips(configuration);
        foreach (var host in snapshot.Hosts)
        {
            slips.Look(host, ObjectType.Host, HostProblems);
        }

        foreach (var service in snapshot.Services)
        {
            slips.Look(service, ObjectType.Service, ServiceProblems);
        }

        foreach (var contact in snapshot.Contacts.Values)
        {
            foreach (var way in contact.Ways.Where(slips._seen.Add))
            {
                var isOwn = way.Name == $"{contact.Name}_inner_notificationway";
                slips.Look(way, isOwn ? ObjectType.Contact : ObjectType.NotificationWay, isOwn ? contact.Name : way.Name);
            }
        }

        if (snapshot.Profile == CompatibilityProfile.Nagios)
        {
            slips.LookForBareHosts(snapshot);
        }

        return slips._findings.ToImmutable();
    }

    // One finding for all of them: a site may have thousands on purpose.
    private void LookForBareHosts(ConfigurationSnapshot snapshot)
    {
        var bare = snapshot.Hosts.Where(host => host.Services.IsEmpty).Select(host => host.HostName).ToList();
        if (bare.Count > 0)
        {
            var named = string.Join(", ", bare.Take(MostNames)) + (bare.Count > MostNames ? string.Create(CultureInfo.InvariantCulture, $" and {bare.Count - MostNames} more") : "");
            Report(SnapshotFindings.HostsWithoutServices, ObjectType.Host, bare[0], "host_name", $"no services: {named}");
        }
    }

    private void Look(Item item, ObjectType type, StateOptions problems)
    {
        var (check, notification) = (item.Check, item.Notification);
        if (!IsNew(check, notification))
        {
            return;
        }

        var key = item.Name.ToString();
        if (_seen.Add(check) && check.Period is null)
        {
            Report(SnapshotFindings.PeriodMissing, type, key, "check_period", $"{key} has no check_period: it is checked at any time");
        }

        if (notification.Enabled && _seen.Add(notification))
        {
            if (notification.Period is null)
            {
                Report(SnapshotFindings.PeriodMissing, type, key, "notification_period", $"{key} has no notification_period: it is notified at any time");
            }

            LookAt(notification.Options, problems, type, key, "notification_options");
        }

        if (notification.Enabled && notification.Interval > TimeSpan.Zero && notification.Interval < check.Interval)
        {
            Report(
                SnapshotFindings.IntervalTooShort, type, key, "notification_interval",
                $"notification_interval of {key} is shorter than its check_interval: with the semantics of Nagios a problem is told again with its next check");
        }
    }

    // Most items share both policies with one before. Equal policies are one object in a snapshot.
    private bool IsNew(CheckPolicy check, NotificationPolicy notification)
    {
        if (ReferenceEquals(check, _last.Check) && ReferenceEquals(notification, _last.Notification))
        {
            return false;
        }

        _last = (check, notification);
        if (!_pairs.TryGetValue(check, out var partners))
        {
            _pairs.Add(check, partners = new HashSet<object>(ReferenceEqualityComparer.Instance));
        }

        return partners.Add(notification);
    }

    private void Look(NotificationWay way, ObjectType type, string key)
    {
        foreach (var kind in new[] { "host", "service" })
        {
            var isHost = kind == "host";
            if ((isHost ? way.HostPeriod : way.ServicePeriod) is null)
            {
                var property = $"{kind}_notification_period";
                Report(SnapshotFindings.PeriodMissing, type, key, property, $"{key} has no {property}: it is notified at any time");
            }

            var options = isHost ? way.HostOptions : way.ServiceOptions;
            LookAt(options, isHost ? HostProblems : ServiceProblems, type, key, $"{kind}_notification_options");
            if (options == StateOptions.None && !(isHost ? way.HostCommands : way.ServiceCommands).IsEmpty)
            {
                LookForOptions(type, key, kind);
            }
        }
    }

    // Both originals take missing options for none, so a contact that just forgets them is not woken. Who means it writes n.
    private void LookForOptions(ObjectType type, string key, string kind)
    {
        var property = $"{kind}_notification_options";
        if (_sources.Value.GetValueOrDefault((type, key)) is { } source && !source.TryFind(property, out _))
        {
            Report(SnapshotFindings.OptionsMissing, type, key, property, $"{key} has no {property}: it is not told of any {kind}");
        }
    }

    private void LookAt(StateOptions options, StateOptions problems, ObjectType type, string key, string property)
    {
        if ((options & StateOptions.Recovery) != 0 && (options & problems) == 0)
        {
            Report(
                SnapshotFindings.RecoveryAlone, type, key, property,
                $"{property} of {key} has r without {(problems == HostProblems ? "d or u" : "w or c")}: who is not told of a problem is not told of its end");
        }
    }

    private void Report(DiagnosticCode code, ObjectType type, string key, string property, string message)
    {
        var source = _sources.Value.GetValueOrDefault((type, key));
        var place = source is not null && source.TryFind(property, out var found) && found.Origin != default ? found.Origin : source?.Location ?? default;
        _findings.Add(code.At(place, message));
    }
}
