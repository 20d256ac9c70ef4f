using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Tsuba.Modules.Tests.Livestatus.Icinga;

/// <summary>
/// Random queries over the columns that both servers have with the same meaning. Left out, since they differ by design: columns of
/// contacts (icinga2 has them on notifications), of times and intervals (seconds against units), custom variables (it has none here),
/// alias of services, <c>check_command</c> with arguments, regular expressions on lists, filters of numbers with text, empty lists in
/// filters (icinga2 has no such operator), Stats with Columns of lists, states before the first check (a service is UNKNOWN there), and the
/// flags acknowledged and is_flapping, which are true and false there: they have no order, and aggregates of them are refused without a word.
/// </summary>
internal static class RandomQuery
{
    private static readonly ImmutableArray<string> HostTexts = ["name", "display_name", "alias", "address", "plugin_output", "notes"];
    private static readonly ImmutableArray<string> HostNumbers = ["state", "has_been_checked", "scheduled_downtime_depth", "num_services", "num_services_ok", "num_services_warn", "num_services_crit", "max_check_attempts"];
    private static readonly ImmutableArray<string> ServiceTexts = ["host_name", "description", "display_name", "plugin_output", "perf_data", "host_alias", "host_address", "host_plugin_output"];
    private static readonly ImmutableArray<string> ServiceNumbers = ["state", "has_been_checked", "scheduled_downtime_depth", "host_state", "host_num_services", "max_check_attempts"];
    private static readonly ImmutableArray<string> Groups = ["name", "alias"];
    private static readonly ImmutableArray<string> GroupNumbers = ["num_hosts", "num_hosts_up", "num_hosts_down", "num_services", "num_services_ok", "num_services_crit", "worst_host_state"];
    private static readonly ImmutableArray<string> ServiceGroupNumbers = ["num_services", "num_services_ok", "num_services_warn", "num_services_unknown"];

    private static readonly ImmutableArray<(string Table, ImmutableArray<string> Texts, ImmutableArray<string> Numbers, string List, ImmutableArray<string> Members)> Tables =
    [
        ("hosts", HostTexts, HostNumbers, "groups", ["front", "back", "all", "none"]),
        ("services", ServiceTexts, ServiceNumbers, "groups", ["web", "odd", "none"]),
        ("services", ServiceTexts, ServiceNumbers, "host_groups", ["front", "back", "all", "none"]),
        ("hostgroups", Groups, GroupNumbers, "members", ["srv-03", "srv-04", "none"]),
        ("servicegroups", Groups, ServiceGroupNumbers, "", []),
    ];

    private static readonly ImmutableArray<string> Words = ["srv-0", "web", "Server", "10.0.1", "full", "well", "refused", "http", "/var", "1", "A", "front", "rack", "time="];

    public static string Make(Random random)
    {
        var (table, texts, numbers, list, members) = Tables[random.Next(Tables.Length)];
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"GET {table}\n");
        var filters = random.Next(4);
        for (var count = 0; count < filters; count++)
        {
            text.Append("Filter: ").Append(Condition()).Append('\n');
        }

        if (filters > 1 && random.Next(2) == 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"{(random.Next(2) == 0 ? "And" : "Or")}: {filters}\n");
        }

        if (filters > 0 && random.Next(4) == 0)
        {
            text.Append("Negate:\n");
        }

        if (random.Next(3) == 0)
        {
            for (var count = random.Next(1, 4); count > 0; count--)
            {
                text.Append("Stats: ").Append(random.Next(4) == 0 ? $"{Pick(["sum", "min", "max"])} {Pick(numbers)}" : Condition()).Append('\n');
            }

            return text.ToString();
        }

        return text.Append("Columns: ").AppendJoin(' ', Enumerable.Range(0, random.Next(1, 5)).Select(_ => random.Next(2) == 0 ? Pick(texts) : Pick(numbers))).Append('\n').ToString();

        string Pick(ImmutableArray<string> from) => from[random.Next(from.Length)];

        string Condition() => random.Next(list.Length > 0 ? 5 : 4) switch
        {
            0 => $"{Pick(texts)} {Pick(["=", "!=", "=~"])} {Pick(Words)}",
            1 => $"{Pick(texts)} {Pick(["~", "!~", "~~", "!~~"])} {Pick(Words)}",
            4 => $"{list} {Pick([">=", "<"])} {Pick(members)}",
            _ => string.Create(CultureInfo.InvariantCulture, $"{Pick(numbers)} {Pick(["=", "!=", "<", ">", "<=", ">="])} {random.Next(5)}"),
        };
    }
}
