using System.Globalization;
using Tsuba.Model.Definitions;
using Tsuba.Model.Items;

namespace Tsuba.Testing.Snapshots;

/// <summary>A site that is made by chance and changed by chance, now and then to something that cannot be linked.</summary>
public sealed class RandomSite
{
    private static readonly string[] Names = ["alias", "notes", "check_interval", "check_command", "contacts", "check_period", "_COLOUR", "business_impact", "address", "poller_tag", "service_dependencies"];

    private readonly Random _random;
    private readonly SortedDictionary<string, Dictionary<string, string>> _hosts = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, Dictionary<string, string>> _services = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, HashSet<string>> _hostGroups = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, HashSet<string>> _serviceGroups = new(StringComparer.Ordinal);
    private readonly HashSet<(string Dependent, string Master)> _dependencies = [];
    private readonly bool _hasRules;
    private int _hostCount;
    private int _shared;

    /// <summary>A site; the same seed gives the same site and the same changes.</summary>
    /// <param name="seed">For all that is left to chance.</param>
    /// <param name="hasRules">Whether business rules come by and by.</param>
    public RandomSite(int seed, bool hasRules = true)
    {
        _random = new Random(seed);
        _hasRules = hasRules;
        for (var count = _random.Next(1, 40); count > 0; count--)
        {
            AddHost();
        }

        for (var count = _random.Next(0, 80); count > 0; count--)
        {
            AddService();
        }

        for (var count = _random.Next(0, 12); count > 0; count--)
        {
            ChangeGroups();
            AddDependency();
        }
    }

    /// <summary>Changes one thing; returns what, in words.</summary>
    public string Edit()
    {
        switch (_random.Next(14))
        {
            case 0 or 1 or 2:
                return Change("service", _services);
            case 3 or 4:
                return Change("host", _hosts);
            case 5:
                return AddService();
            case 6:
                return $"service {Remove(_services)} is gone";
            case 7:
                return AddHost();
            case 8:
                return RemoveHost();
            case 9:
                return ChangeGroups();
            case 10:
                return AddDependency();
            case 11:
                return SetParent();
            case 12 when _hasRules:
                return AddRule();
            default:
                _shared++;
                return "shared objects are others";
        }
    }

    /// <summary>The site as it is now.</summary>
    public ResolvedConfiguration Build(long generation)
    {
        var builder = new ResolvedConfigurationBuilder(CompatibilityProfile.Shinken)
            .Main("interval_length", "1")
            .Main("$USER1$", "/plugins")
            .Command("check", "/bin/check $ARG1$")
            .Command("tell", "/bin/tell")
            .TimePeriod("always", ("monday", "00:00-24:00"))
            .TimePeriod("night", ("monday", "00:00-06:00"))
            .Contact("amy", ("alias", $"amy {_shared}"), ("host_notification_commands", "tell"), ("service_notification_commands", "tell"))
            .Contact("bob", ("host_notification_commands", "tell"), ("service_notification_commands", "tell"));
        foreach (var (name, properties) in _hosts)
        {
            builder.Host(name, Pairs(properties));
        }

        foreach (var (name, properties) in _services)
        {
            var split = ItemName.Parse(name);
            builder.Service(split.Host, split.Description!, Pairs(properties));
        }

        foreach (var (name, members) in _hostGroups)
        {
            builder.Add(ObjectType.HostGroup, name, ("hostgroup_name", name), ("members", string.Join(',', members.Order(StringComparer.Ordinal))));
        }

        foreach (var (name, members) in _serviceGroups)
        {
            builder.Add(
                ObjectType.ServiceGroup, name, ("servicegroup_name", name), ("members", string.Join(',', members.Order(StringComparer.Ordinal)).Replace(';', ',')));
        }

        foreach (var (dependent, master) in _dependencies)
        {
            builder.Add(
                ObjectType.HostDependency,
                $"{dependent} on {master}",
                ("dependent_host_name", dependent),
                ("host_name", master),
                ("execution_failure_criteria", "d"));
        }

        return builder.Build() with { Generation = generation };
    }

    private static (string, string)[] Pairs(Dictionary<string, string> properties) => [.. properties.Select(pair => (pair.Key, pair.Value))];

    private string AddHost()
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"h{_hostCount++}");
        _hosts[name] = Properties();
        return $"host {name} is new";
    }

    private string AddService()
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{Any(_hosts) ?? "h0"};s{_random.Next(8)}");
        _services[name] = Properties();
        return $"service {name} is new or another";
    }

    // Now and then its services stay behind, and belong to nothing.
    private string RemoveHost()
    {
        var name = Remove(_hosts);
        var isClean = _random.Next(5) > 0;
        foreach (var service in _services.Keys.Where(service => isClean && service.StartsWith($"{name};", StringComparison.Ordinal)).ToList())
        {
            _services.Remove(service);
        }

        _dependencies.RemoveWhere(pair => isClean && (pair.Dependent == name || pair.Master == name));
        return $"host {name} is gone{(isClean ? "" : ", its services are not")}";
    }

    private string Change(string kind, SortedDictionary<string, Dictionary<string, string>> items)
    {
        if (Any(items) is not { } name)
        {
            return "nothing changes";
        }

        var property = Names[_random.Next(Names.Length)];
        var value = Value(property);
        items[name][property] = value;
        return $"{kind} {name} has {property} {value}";
    }

    private string ChangeGroups()
    {
        var groups = _random.Next(2) == 0 ? _hostGroups : _serviceGroups;
        var name = string.Create(CultureInfo.InvariantCulture, $"g{_random.Next(4)}");
        var members = groups.TryGetValue(name, out var known) ? known : groups[name] = [];
        for (var count = _random.Next(1, 4); count > 0; count--)
        {
            // Not each of them is there, now or later.
            var host = string.Create(CultureInfo.InvariantCulture, $"h{_random.Next(_hostCount + 3)}");
            var member = groups == _hostGroups ? host : string.Create(CultureInfo.InvariantCulture, $"{host};s{_random.Next(8)}");
            if (!members.Remove(member))
            {
                members.Add(member);
            }
        }

        return $"group {name} has other members";
    }

    private string AddDependency()
    {
        if (_hosts.Count < 2)
        {
            return "nothing changes";
        }

        var (dependent, master) = (Any(_hosts)!, Any(_hosts)!);
        return string.CompareOrdinal(dependent, master) > 0 && _dependencies.Add((dependent, master)) ? $"{dependent} depends on {master}" : "nothing changes";
    }

    // Rarely a circle comes of it.
    private string SetParent()
    {
        if (_hosts.Count < 2)
        {
            return "nothing changes";
        }

        var (child, parent) = (Any(_hosts)!, Any(_hosts)!);
        if (_random.Next(6) > 0 && string.CompareOrdinal(child, parent) < 0)
        {
            (child, parent) = (parent, child);
        }

        _hosts[child]["parents"] = parent;
        return $"host {child} has parent {parent}";
    }

    private string AddRule()
    {
        var host = Any(_hosts) ?? "h0";
        var rule = _random.Next(3) switch
        {
            0 => $"bp_rule!{Any(_services)?.Replace(';', ',') ?? "h0"} & {Any(_hosts) ?? "h0"}",
            1 => "bp_rule!$_HOSTCOLOUR$ | h1",
            _ => string.Create(CultureInfo.InvariantCulture, $"bp_rule!h{_random.Next(_hostCount + 1)}"),
        };
        var service = $"{host};rule";
        _services[service] = new(StringComparer.Ordinal) { ["check_command"] = rule };
        return $"service {service} has {rule}";
    }

    private Dictionary<string, string> Properties()
    {
        var properties = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var count = _random.Next(5); count > 0; count--)
        {
            var name = Names[_random.Next(Names.Length)];
            properties[name] = Value(name);
        }

        return properties;
    }

    private string Value(string property) => property switch
    {
        "check_interval" => string.Create(CultureInfo.InvariantCulture, $"{_random.Next(1, 300)}"),
        "check_command" => _random.Next(40) == 0 ? "nothing" : string.Create(CultureInfo.InvariantCulture, $"check!{_random.Next(3)}"),
        "contacts" => _random.Next(2) == 0 ? "amy,bob" : "bob",
        "check_period" => _random.Next(2) == 0 ? "always" : "night",
        "poller_tag" => _random.Next(2) == 0 ? "None" : "far",
        "service_dependencies" => string.Create(CultureInfo.InvariantCulture, $"h{_random.Next(4)},s1"),
        "business_impact" => string.Create(CultureInfo.InvariantCulture, $"{_random.Next(6)}"),
        "_COLOUR" => string.Create(CultureInfo.InvariantCulture, $"h{_random.Next(5)}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"text {_random.Next(4)}"),
    };

    private string? Any(SortedDictionary<string, Dictionary<string, string>> items) =>
        items.Count == 0 ? null : items.Keys.ElementAt(_random.Next(items.Count));

    private string Remove(SortedDictionary<string, Dictionary<string, string>> items)
    {
        var name = Any(items) ?? "";
        items.Remove(name);
        return name;
    }
}
