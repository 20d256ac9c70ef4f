namespace Tsuba.Differential.Tests.Cases;

internal sealed partial class CaseGenerator
{
    // How far services stay fine around the edges of an outage, seconds: longer than their longest check interval.
    private const int Margin = 60;

    // One downtime a case: how they overlap is a matter of scenarios.
    private bool _hasDowntime;

    // Begin and end of the outages of hosts with services.
    private readonly Dictionary<string, List<int[]>> _outages = [];

    private void MakeSteps()
    {
        foreach (var item in _items)
        {
            MakeAnswers(item);
            if (_passive.Contains(item))
            {
                continue;
            }

            // Gives the item its second; the first check, at time 0, is common to all.
            var command = item.Contains(';', StringComparison.Ordinal) ? "SCHEDULE_FORCED_SVC_CHECK" : "SCHEDULE_FORCED_HOST_CHECK";
            _steps.Add(new CommandStep(1, $"{command};{item};$NOW+{Text(Slots + _items.IndexOf(item))}$"));
            if (_lateChecks.Contains(item))
            {
                // nagios4 puts off the first check behind the opening of its period by a random time; a forced one takes its place.
                _steps.Add(new CommandStep(LateOpens - 100, $"{command};{item};$NOW+{Text(101 + _items.IndexOf(item))}$"));
            }
        }

        var commands = _random.Next(0, 9);
        for (var number = 0; number < commands; number++)
        {
            MakeCommand(_random.Next(Slots * 2, LastStep));
            if (Chance(0.2))
            {
                MakePassive(_random.Next(Slots * 2, LastStep));
            }
        }
    }

    // Quiet, troubled and fluttering items: the time between two changes of mind.
    private void MakeAnswers(string item)
    {
        if (_quiet.Contains(item))
        {
            MakeOutages(item);
            return;
        }

        var pace = Pick(22, 50, 110, 170);
        if (_passive.Contains(item))
        {
            // What a check because of staleness says: the same always, since both do not ask in the same second.
            _steps.Add(new AnswerStep(2, item, 2, "no result came"));
            pace = Math.Min(pace, 110);
        }

        var outages = _outages.GetValueOrDefault(item.Split(';')[0], []);
        var code = 0;
        for (var at = _random.Next(15, 80); at < LastStep; at += _random.Next(pace / 2, pace * 3 / 2))
        {
            code = NextCode(item, code);
            if (outages.Any(outage => outage.Any(edge => Math.Abs(at - edge) < Margin)))
            {
                continue;
            }

            Say(at, item, code);
        }

        // OK while the host goes down and while it comes up: what nagios4 makes of a service then is Deviation D-124.
        foreach (var edge in outages.SelectMany(outage => outage))
        {
            Say(edge - Margin, item, 0);
        }
    }

    // A host with services fails for a while once or twice. How nagios4 counts a service's states in that time for flapping is left open, and a volatile
    // service is told as long as its host is softly down (Deviation D-236).
    private void MakeOutages(string host)
    {
        var outages = new List<int[]>();
        var flutters = _objects.Any(service => service.Type == "service" && service.Value("host_name") == host && (service.Value("flap_detection_enabled") == "1" || service.Value("is_volatile") == "1"));
        for (var at = _random.Next(Margin + 15, 250); !flutters && at < LastStep - 220 && Chance(0.7); at += _random.Next(300, 400))
        {
            var end = at + _random.Next(Margin * 3, 220);
            outages.Add([at, end]);
            Say(at, host, 2);
            Say(end, host, 0);
        }

        _outages[host] = outages;
    }

    private int NextCode(string item, int code) => !item.Contains(';', StringComparison.Ordinal)
        ? (code == 0 ? 2 : 0)
        : code == 0 || Chance(0.4) ? Pick(1, 2, 2, 3) : 0;

    private void Say(int at, string item, int code)
    {
        if (_passive.Contains(item))
        {
            MakeResult(at, item, Text(code));
        }
        else
        {
            _steps.Add(new AnswerStep(at, item, code, $"answer {Text(at)} {Text(code)}"));
        }
    }

    private void MakeCommand(int at)
    {
        var item = Pick(_items.ToArray());
        var isHost = !item.Contains(';', StringComparison.Ordinal);
        var kind = isHost ? "HOST" : "SVC";
        var host = item.Split(';')[0];
        var contact = Chance(0.5) ? "@bob" : "@ann";
        var text = _random.Next(26) switch
        {
            0 or 1 => $"ACKNOWLEDGE_{kind}_PROBLEM;{item};{Pick("1", "2")};{Bit(0.7)};{Bit(0.5)};ops;looking {Text(at)}",
            2 => $"REMOVE_{kind}_ACKNOWLEDGEMENT;{item}",
            3 or 4 when !_quiet.Contains(item) => Downtime(at, item, $"SCHEDULE_{kind}_DOWNTIME;{item}"),
            5 => Downtime(at, host, $"SCHEDULE_HOST_SVC_DOWNTIME;{host}"),
            6 => $"DEL_DOWNTIME_BY_HOST_NAME;{host}",
            7 => $"ADD_{kind}_COMMENT;{item};{Bit(0.5)};ops;note {Text(at)}",
            8 => $"DEL_ALL_{kind}_COMMENTS;{item}",
            9 => $"{Pick("ENABLE", "DISABLE")}_{kind}_NOTIFICATIONS;{item}",
            10 when !_passive.Contains(item) => $"DISABLE_{kind}_CHECK;{item}",
            11 => $"DISABLE_{kind}_FLAP_DETECTION;{item}",
            12 => $"{Pick("ENABLE", "DISABLE")}_{kind}_EVENT_HANDLER;{item}",
            13 => $"SEND_CUSTOM_{kind}_NOTIFICATION;{item};{Pick("0", "1", "2")};ops;hear {Text(at)}",
            15 => AtFirst($"CHANGE_MAX_{kind}_CHECK_ATTEMPTS;{item};{Pick("1", "2", "5")}"),
            16 when !isHost => AtFirst($"CHANGE_NORMAL_SVC_CHECK_INTERVAL;{item};{Pick("10", "20", "30")}"),
            19 when !_quiet.Contains(item) && !HasEscalation() => AtFirst($"CHANGE_{kind}_NOTIFICATION_TIMEPERIOD;{item};{Pick("always", "early", "late", "never")}"),
            20 when HasContact(contact) && (!isHost || _quiet.Count == 0) => $"{Pick("ENABLE", "DISABLE")}_CONTACT_{kind}_NOTIFICATIONS;{contact}",
            21 when HasContact(contact) && (!isHost || _quiet.Count == 0) => $"CHANGE_CONTACT_{kind}_NOTIFICATION_TIMEPERIOD;{contact};{Pick("always", "early", "late", "never")}",
            22 => $"{Pick("START", "STOP")}_OBSESSING_OVER_{kind};{item}",
            23 => $"DISABLE_PASSIVE_{kind}_CHECKS;{item}",
            24 => $"{Pick("ENABLE", "DISABLE")}_HOST_SVC_NOTIFICATIONS;{host}",
            25 => $"{Pick("ENABLE", "DISABLE")}_HOST_AND_CHILD_NOTIFICATIONS;{host}",
            _ => "",
        };
        if (text.Length > 0)
        {
            _steps.Add(new CommandStep(at, text));
        }
    }

    // Who is not told of a host at first is told with the next result of one of its services in nagios4 (Deviation D-123), so contacts hear of quiet hosts.
    // In nagios4 an escalation without a period has the notification period that the item is defined with (Deviation D-237).
    private bool HasEscalation() => _objects.Any(definition => definition.Type.EndsWith("escalation", StringComparison.Ordinal));

    private bool HasContact(string name) => _objects.Any(definition => definition.Type == "contact" && definition.Value("contact_name") == name);

    private void MakePassive(int at)
    {
        var item = Pick(_items.ToArray());
        var isHost = !item.Contains(';', StringComparison.Ordinal);
        var host = item.Split(';')[0];
        if (_passive.Contains(item) && !_quiet.Contains(item) && (isHost || _outages.GetValueOrDefault(host, []).Count == 0))
        {
            MakeResult(at, item, Pick("0", "1", "2", "2", isHost ? "1" : "3"));
        }
    }

    private void MakeResult(int at, string item, string code)
    {
        at = Math.Max(Slots * 2, SlotOf(item, at));
        var kind = item.Contains(';', StringComparison.Ordinal) ? "SERVICE" : "HOST";
        _steps.Add(new CommandStep(at, $"PROCESS_{kind}_CHECK_RESULT;{item};{code};passive {Text(at)} {code}"));
    }

    // While everything is fine: in the midst of a problem nagios4 reckons with both the old and the new value.
    private string AtFirst(string command)
    {
        _steps.Add(new CommandStep(3, command));
        return "";
    }

    private string Downtime(int at, string trigger, string opening)
    {
        if (_hasDowntime)
        {
            return "";
        }

        _hasDowntime = true;
        var wait = ToCalendarSlot(at);
        var start = Chance(0.5) ? 0 : wait + Pick(0, Slots * 2);
        var end = wait + (Slots * Pick(4, 10, 20));
        var duration = (Slots * Pick(2, 5)) + CalendarSlot - 1 - _items.IndexOf(trigger);
        // Before it begins, a flexible downtime of a host silences its services in nagios4 (Deviation D-125).
        var isFixed = Bit(_quiet.Contains(trigger.Split(';')[0]) ? 1 : 0.6);
        return $"{opening};$NOW+{Text(start)}$;$NOW+{Text(end)}$;{isFixed};0;{Text(duration)};ops;works";
    }

    // Seconds until the next calendar slot.
    private static int ToCalendarSlot(int at) => ((CalendarSlot - (at % Slots)) + Slots) % Slots;
}
