using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Tsuba.Benchmarks.Sites;

namespace Tsuba.Benchmarks.Runs;

/// <summary>The queries that clients send all day, and what LMD 2.1.7 took for them: p50 on two cores with 20,000 services.</summary>
internal static class LivestatusQueries
{
    public static ImmutableArray<Query> Of(SiteShape shape)
    {
        var (host, description) = shape.NameOf(0);
        return
        [
            new("status, 4 columns", 0.05, "GET status\nColumns: program_start program_version num_hosts num_services\n"),
            new("one host by name", 0.05, $"GET hosts\nColumns: name state\nFilter: name = {host}\n"),
            new("services of one host, 3 columns", 0.06, $"GET services\nColumns: description state plugin_output\nFilter: host_name = {host}\n"),
            new("problems, 5 columns, Limit 100", 0.07, "GET services\nColumns: host_name description state plugin_output last_check\nFilter: state != 0\nLimit: 100\n"),
            new("pattern over all services", 6.3, $"GET services\nColumns: host_name description\nFilter: description ~~ ^{description}$\n"),
            new("all services, 6 columns", 10.7, "GET services\nColumns: host_name description state plugin_output last_check perf_data\n") { AnswerGrows = true },
            new("tactical page, 43 results", 9, Tactical()),
            new("service page, Limit 100", 0.23, "GET services\nFilter: has_been_checked = 1\nSort: host_name asc\nSort: description asc\nLimit: 100\nColumns: " + Page + "\n"),
            new("search, 39 filters", 18, Search()),
        ];
    }

    private const string Page =
        "accept_passive_checks acknowledged acknowledgement_type action_url action_url_expanded active_checks_enabled check_command check_interval check_options check_period check_type "
        + "checks_enabled comments current_attempt current_notification_number description event_handler event_handler_enabled custom_variable_names custom_variable_values execution_time "
        + "first_notification_delay flap_detection_enabled groups has_been_checked high_flap_threshold host_acknowledged host_action_url_expanded host_active_checks_enabled host_address host_alias "
        + "host_checks_enabled host_check_type host_latency host_plugin_output host_perf_data host_current_attempt host_check_command host_comments host_groups host_has_been_checked "
        + "host_icon_image_expanded host_icon_image_alt host_is_executing host_is_flapping host_name host_notes_url_expanded host_notifications_enabled host_scheduled_downtime_depth host_state "
        + "host_accept_passive_checks host_last_state_change icon_image icon_image_alt icon_image_expanded is_executing is_flapping last_check last_notification last_state_change latency "
        + "low_flap_threshold max_check_attempts next_check notes notes_expanded notes_url notes_url_expanded notification_interval notification_period notifications_enabled obsess_over_service "
        + "percent_state_change perf_data plugin_output process_performance_data retry_interval scheduled_downtime_depth state state_type modified_attributes_list last_time_critical last_time_ok "
        + "last_time_unknown last_time_warning display_name host_display_name host_custom_variable_names host_custom_variable_values in_check_period in_notification_period host_parents";

    // As Thruk asks it: each count with several conditions.
    private static string Tactical()
    {
        var text = new StringBuilder("GET services\n");
        string[] wanted =
        [
            "has_been_checked = 1", "scheduled_downtime_depth > 0", "acknowledged = 1", "host_state != 0", "checks_enabled = 0", "check_type = 1", "active_checks_enabled = 1",
            "is_flapping = 1", "notifications_enabled = 0", "event_handler_enabled = 0",
        ];
        var results = 3;
        text.Append("Stats: description !=\nStats: has_been_checked = 0\nStats: check_type = 0\nStats: check_type = 1\nStatsOr: 2\n");
        for (var state = 0; state < 4; state++)
        {
            foreach (var condition in wanted)
            {
                text.Append(CultureInfo.InvariantCulture, $"Stats: state = {state}\nStats: {condition}\nStats: has_been_checked = 1\nStatsAnd: 3\n");
                results++;
            }
        }

        return results == 43 ? text.ToString() : throw new InvalidOperationException($"{results} results");
    }

    private static string Search()
    {
        var text = new StringBuilder("GET services\nColumns: host_name description state plugin_output\n");
        string[] columns = ["host_name", "host_alias", "description", "plugin_output", "host_address", "display_name", "host_display_name", "perf_data", "notes", "check_command", "host_check_command", "host_plugin_output", "action_url"];
        string[] words = ["web", "0 bytes", "-7"];
        foreach (var word in words)
        {
            foreach (var column in columns)
            {
                text.Append(CultureInfo.InvariantCulture, $"Filter: {column} ~~ {word}\n");
            }

            text.Append("Or: 13\n");
        }

        return text.Append("Or: 3\n").ToString();
    }

    /// <summary>One query.</summary>
    /// <param name="Name">What it stands for.</param>
    /// <param name="LmdMilliseconds">p50 of LMD.</param>
    /// <param name="Text">Its lines, without those that all have.</param>
    internal sealed record Query(string Name, double LmdMilliseconds, string Text)
    {
        /// <summary>Whether the answer holds every service, so that a large site's would be over the limit of an answer.</summary>
        public bool AnswerGrows { get; init; }
    }
}
