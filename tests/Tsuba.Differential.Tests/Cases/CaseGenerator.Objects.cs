namespace Tsuba.Differential.Tests.Cases;

internal sealed partial class CaseGenerator
{
    private const string HostOptions = "d,u,r,f,s";
    private const string ServiceOptions = "w,u,c,r,f,s";

    private void MakeObjects()
    {
        var hosts = Pick(1, 1, 1, 2, 3);
        MakeContact("@bob", keen: true);
        if (Chance(0.5))
        {
            MakeContact("@ann", keen: false);
        }

        for (var number = 1; number <= hosts; number++)
        {
            MakeHost($"@h{Text(number)}");
        }

        var services = Math.Min(MostItems - hosts, Pick(0, 1, 1, 2));
        for (var number = 1; number <= services; number++)
        {
            MakeService(Pick(_hosts.ToArray()), $"s{Text(number)}");
        }

        QuietenHosts();

        MakeRelations();
    }

    // nagios4 also counts the results of its services in the history of a host (Deviation D-121), and tells a host's problem again when
    // one of its services has a result (Deviation D-123).
    private void QuietenHosts()
    {
        foreach (var host in _objects.Where(host => host.Type == "host" && _items.Any(item => item.StartsWith(host.Item + ";", StringComparison.Ordinal))).ToList())
        {
            _objects[_objects.IndexOf(host)] = host with
            {
                Properties = [.. host.Properties.Where(property => property.Name != "first_notification_delay").Select(property => property.Name switch
                {
                    "flap_detection_enabled" => (property.Name, "0"),
                    "notification_interval" => (property.Name, "1000"),
                    "notification_period" => (property.Name, "always"),
                    "contacts" => (property.Name, "@bob"),
                    _ => property,
                })],
            };
            _quiet.Add(host.Item!);
        }
    }

    private void MakeContact(string name, bool keen) => _objects.Add(new CaseObject("contact",
    [
        ("contact_name", name),
        ("host_notification_period", keen ? "always" : Pick("always", "early", "late", "never")),
        ("service_notification_period", keen ? "always" : Pick("always", "early", "late", "never")),
        ("host_notification_options", keen ? HostOptions : Some(HostOptions)),
        ("service_notification_options", keen ? ServiceOptions : Some(ServiceOptions)),
        ("host_notifications_enabled", keen ? "1" : Bit(0.8)),
        ("service_notifications_enabled", keen ? "1" : Bit(0.8)),
        ("host_notification_commands", "tell-host"),
        ("service_notification_commands", "tell-service"),
    ]));

    private void MakeHost(string name)
    {
        var parents = _hosts.Where(_ => Chance(0.6)).ToList();
        _hosts.Add(name);
        _items.Add(name);
        var properties = new List<(string, string)> { ("host_name", name), ("address", "127.0.0.1") };
        if (parents.Count > 0)
        {
            properties.Add(("parents", string.Join(',', parents)));
        }

        // nagios4 checks the children of a host that changes, which Tsuba leaves to their turn (Deviation D-120).
        AddChecks(properties, name, isPassive: parents.Count > 0);
        AddNotifications(properties, HostOptions);
        AddBehaviour(properties, "handle-host", "o,d,u", "obsess_over_host");
        _objects.Add(new CaseObject("host", [.. properties]));
    }

    private void MakeService(string host, string description)
    {
        var name = $"{host};{description}";
        _items.Add(name);
        var properties = new List<(string, string)> { ("host_name", host), ("service_description", description) };
        AddChecks(properties, name, isPassive: false);
        if (Chance(0.15))
        {
            properties.Add(("is_volatile", "1"));
        }

        AddNotifications(properties, ServiceOptions);
        AddBehaviour(properties, "handle-service", "o,w,u,c", "obsess_over_service");
        _objects.Add(new CaseObject("service", [.. properties]));
    }

    private void AddChecks(List<(string, string)> properties, string item, bool isPassive)
    {
        properties.Add(("check_command", $"answer!{AnswerFile.NameOf(item)}"));
        var isHost = !item.Contains(';', StringComparison.Ordinal);
        properties.Add(("check_interval", Text(Slots * (isHost ? 1 : Pick(1, 2, 2, 3)))));
        properties.Add(("retry_interval", Text(Slots)));
        properties.Add(("max_check_attempts", Text(Pick(1, 2, 3, 3, 4))));
        var period = isHost || isPassive || !Chance(0.2) ? "always" : Pick("early", "late");
        properties.Add(("check_period", period));
        if (period == "late")
        {
            _lateChecks.Add(item);
        }

        if (isPassive || Chance(0.1))
        {
            _passive.Add(item);
            properties.Add(("active_checks_enabled", "0"));
            if (!isHost && Chance(0.6))
            {
                properties.Add(("check_freshness", "1"));
                properties.Add(("freshness_threshold", Pick("85", "125")));
            }
        }
    }

    private void AddNotifications(List<(string, string)> properties, string options)
    {
        var contacts = _objects.Where(other => other.Type == "contact").Select(other => other.Value("contact_name")!).ToArray();
        properties.Add(("contacts", Chance(0.7) ? string.Join(',', contacts) : Pick(contacts)));
        properties.Add(("notification_interval", Text(Pick(0, 20, 40, 70, 120, 1000))));
        properties.Add(("notification_period", Chance(0.85) ? "always" : Pick("early", "late")));
        properties.Add(("notification_options", Chance(0.6) ? options : Some(options)));
        if (Chance(0.2))
        {
            properties.Add(("first_notification_delay", Text(Pick(15, 43, 81))));
        }

        if (Chance(0.05))
        {
            properties.Add(("notifications_enabled", "0"));
        }
    }

    private void AddBehaviour(List<(string, string)> properties, string handler, string states, string obsess)
    {
        properties.Add(("flap_detection_enabled", Bit(0.6)));
        if (Chance(0.5))
        {
            properties.Add(("low_flap_threshold", Pick("5", "10", "15.5")));
            properties.Add(("high_flap_threshold", Pick("20", "30", "41.5")));
        }

        if (Chance(0.2))
        {
            properties.Add(("flap_detection_options", Some(states)));
        }

        if (Chance(0.4))
        {
            properties.Add(("event_handler", handler));
            properties.Add(("event_handler_enabled", Bit(0.9)));
        }

        properties.Add((obsess, Bit(0.15)));
        if (Chance(0.15))
        {
            properties.Add(("stalking_options", Some(states)));
        }
    }

    private void MakeRelations()
    {
        var services = _items.Where(item => item.Contains(';', StringComparison.Ordinal)).ToArray();
        var escalated = services.Concat(_hosts.Where(host => !_quiet.Contains(host))).ToArray();
        if (escalated.Length > 0 && Chance(0.25))
        {
            MakeEscalation(Pick(escalated));
        }

        if (_hosts.Count > 1 && !_quiet.Contains(_hosts[^1]) && Chance(0.3))
        {
            _objects.Add(new CaseObject("hostdependency",
            [
                ("host_name", _hosts[0]),
                ("dependent_host_name", _hosts[^1]),
                ("notification_failure_criteria", _passive.Contains(_hosts[0]) ? "d" : Pick("d", "d,u", "o", "n")),
                ("execution_failure_criteria", Pick("n", "n", "d", "d,u")),
                ("inherits_parent", Bit(0.3)),
                ("dependency_period", Pick("always", "always", "early", "late")),
            ]));
        }

        if (services.Length > 1 && Chance(0.4))
        {
            _objects.Add(new CaseObject("servicedependency",
            [
                ("host_name", services[0].Split(';')[0]),
                ("service_description", services[0].Split(';')[1]),
                ("dependent_host_name", services[1].Split(';')[0]),
                ("dependent_service_description", services[1].Split(';')[1]),
                ("notification_failure_criteria", _passive.Contains(services[0]) ? "c" : Pick("c", "w,u,c", "o", "n")),
                ("execution_failure_criteria", Pick("n", "n", "c", "w,u,c")),
                ("inherits_parent", Bit(0.3)),
                ("dependency_period", Pick("always", "always", "early", "late")),
            ]));
        }
    }

    private void MakeEscalation(string item)
    {
        MakeContact("@eve", keen: Chance(0.7));
        var parts = item.Split(';');
        var properties = new List<(string, string)> { ("host_name", parts[0]) };
        if (parts.Length > 1)
        {
            properties.Add(("service_description", parts[1]));
        }

        var first = Pick(1, 2, 3);
        properties.Add(("contacts", Chance(0.5) ? "@eve" : "@eve,@bob"));
        properties.Add(("first_notification", Text(first)));
        properties.Add(("last_notification", Text(Pick(0, first, first + 2))));
        properties.Add(("notification_interval", Text(Pick(0, 20, 50))));
        if (Chance(0.4))
        {
            properties.Add(("escalation_period", Pick("early", "late")));
        }

        if (Chance(0.4))
        {
            properties.Add(("escalation_options", Some(parts.Length > 1 ? "w,u,c,r" : "d,u,r")));
        }

        _objects.Add(new CaseObject(parts.Length > 1 ? "serviceescalation" : "hostescalation", [.. properties]));
    }
}
