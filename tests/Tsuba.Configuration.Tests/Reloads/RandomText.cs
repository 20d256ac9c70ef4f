using System.Globalization;
using System.Text;
using Tsuba.Testing.Configuration;

namespace Tsuba.Configuration.Tests.Reloads;

/// <summary>Configuration files that are made by chance and edited by chance, most often in the values of services.</summary>
internal sealed class RandomText
{
    private static readonly (string Name, string Value)[] Valid =
    [
        ("notes", "text \\; with a semicolon ; and a comment"), ("notes", "ä}"), ("check_command", "check!\\\n  other"), ("contacts", "bob"), ("max_check_attempts", "5"),
        ("_COLOUR", "red"), ("_COLOUR", "null"), ("notification_interval", "7"), ("check_period", "always"), ("check_interval", "3"),
    ];

    private static readonly string[] Values = ["notes", "check_command", "contacts", "max_check_attempts", "check_period", "nonsense"];
    private static readonly string[] Deciding = ["host_name", "hostgroup_name", "use", "servicegroups", "register", "name", "definition_order", "service_description"];

    private readonly Random _random;
    private readonly List<(string Type, List<(string Name, string Value)> Lines, string Before)> _blocks = [];
    private readonly int _hosts;
    private int _next;

    internal RandomText(int seed)
    {
        _random = new Random(seed);
        _hosts = _random.Next(2, 6);
        Add("timeperiod", ("timeperiod_name", "always"), ("alias", "always"), ("monday", "00:00-24:00"));
        Add("command", ("command_name", "check"), ("command_line", "/bin/true $ARG1$"));
        Add("contact", ("contact_name", "bob"), ("host_notification_commands", "check"), ("service_notification_commands", "check"));
        Add("servicegroup", ("servicegroup_name", "group"), ("alias", "group"));
        Add("service", ("name", "generic"), ("register", "0"), ("max_check_attempts", "3"), ("check_command", "check!0"), ("contacts", "bob"), ("check_period", "always"), ("notification_period", "always"));
        for (var host = 0; host < _hosts; host++)
        {
            Add("host", ("host_name", Host(host)), ("alias", Host(host)), ("max_check_attempts", "3"), ("check_period", "always"), ("notification_period", "always"), ("contacts", "bob"));
        }

        Add("hostgroup", ("hostgroup_name", "all"), ("alias", "all"), ("members", string.Join(',', Enumerable.Range(0, _hosts).Select(Host))));
        for (var count = _random.Next(4, 20); count > 0; count--)
        {
            AddService();
        }

        if (_random.Next(3) == 0)
        {
            Add("serviceescalation", ("hostgroup_name", "all"), ("service_description", "*"), ("first_notification", "2"), ("contacts", "bob"));
        }

        if (_random.Next(3) == 0)
        {
            Add("servicedependency", ("host_name", "h0"), ("service_description", "s0"), ("dependent_host_name", "h1"), ("dependent_service_description", "s1"));
        }
    }

    /// <summary>Changes one thing; returns what, in words.</summary>
    internal string Edit()
    {
        var services = _blocks.FindAll(block => block.Type == "service");
        var service = services[_random.Next(services.Count)];
        switch (_random.Next(40))
        {
            case 0:
                AddService();
                return "added a service";
            case 1 when services.Count > 2:
                _blocks.Remove(service);
                return "removed a service";
            case 2:
                return Set(service.Lines, Deciding[_random.Next(Deciding.Length)], Word());
            case 3:
                return Set(_blocks[_random.Next(_blocks.Count)].Lines, "alias", Word());
            case 4:
                var index = _random.Next(_blocks.Count);
                _blocks[index] = _blocks[index] with { Before = Gap() };
                return "wrote a comment";
            case 5:
                (_blocks[^1], _blocks[^2]) = (_blocks[^2], _blocks[^1]);
                return "swapped two objects";
            case 6 when service.Lines.Count > 2:
                service.Lines.RemoveAt(_random.Next(service.Lines.Count));
                return "removed a line";
            case 7:
                return Set(service.Lines, Values[_random.Next(Values.Length)], Word());
            default:
                var (name, value) = Valid[_random.Next(Valid.Length)];
                return Set(service.Lines, name, value + (name is "notes" or "_COLOUR" && value != "null" ? Word() : ""));
        }
    }

    /// <summary>The files as they are now; the main file is <c>main.cfg</c>.</summary>
    internal MemorySourceFiles Write()
    {
        var (first, second) = (new StringBuilder(), new StringBuilder());
        for (var index = 0; index < _blocks.Count; index++)
        {
            var text = index % 3 == 0 ? first : second;
            text.Append(_blocks[index].Before).Append(CultureInfo.InvariantCulture, $"define {_blocks[index].Type} {{\n");
            foreach (var (name, value) in _blocks[index].Lines)
            {
                text.Append(CultureInfo.InvariantCulture, $"    {name}  {value}\n");
            }

            text.Append(index == _blocks.Count - 1 ? "}" : "}\n");
        }

        return new MemorySourceFiles()
            .With("main.cfg", "cfg_file=a.cfg\ncfg_file=b.cfg\nexecute_service_checks=1\nsurprise=1\n")
            .With("a.cfg", first.ToString())
            .With("b.cfg", second.ToString());
    }

    private static string Host(int number) => string.Create(CultureInfo.InvariantCulture, $"h{number}");

    private void AddService()
    {
        var number = _next++;
        List<(string, string)> lines = [("use", "generic"), _random.Next(4) == 0 ? ("hostgroup_name", "all") : ("host_name", Host(_random.Next(_hosts)))];
        lines.Add(("service_description", string.Create(CultureInfo.InvariantCulture, $"s{number}")));
        lines.Add(("check_command", string.Create(CultureInfo.InvariantCulture, $"check!{number}")));
        if (_random.Next(4) == 0)
        {
            lines.Add(("servicegroups", "group"));
        }

        _blocks.Add(("service", lines, Gap()));
    }

    private void Add(string type, params (string Name, string Value)[] lines) => _blocks.Add((type, [.. lines], Gap()));

    private static string Set(List<(string Name, string Value)> lines, string name, string value)
    {
        var index = lines.FindIndex(line => line.Name == name);
        if (index < 0)
        {
            lines.Insert(lines.Count / 2, (name, value));
        }
        else
        {
            lines[index] = (name, value);
        }

        return $"set {name} to {value}";
    }

    private string Gap() => _random.Next(5) switch { 0 => "\n", 1 => "# a comment\n\n", 2 => "; define service {\n", _ => "" };

    private string Word() => _random.Next(8) switch
    {
        0 => "bob",
        1 => "h1",
        2 => "1",
        3 => "null",
        4 => "generic",
        _ => string.Create(CultureInfo.InvariantCulture, $"{_random.Next(1, 9)}"),
    };
}
