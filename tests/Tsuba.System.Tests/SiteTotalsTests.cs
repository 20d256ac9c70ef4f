using Tsuba.System.Tests.Sites;

namespace Tsuba.System.Tests;

/// <summary>Commands that name the totals of the site, and items of other parts: each host here is a part of its own.</summary>
public sealed class SiteTotalsTests
{
    private const string Configuration = """
        compat=nagios
        interval_length=1

        define command {
            command_name    fine
            command_line    /bin/true
        }

        define command {
            command_name    summary
            command_line    /bin/echo $ARG1$, $HOSTOUTPUT:db$, down: $TOTALHOSTSDOWN$ of $TOTALHOSTSUP$ and $TOTALHOSTPROBLEMS$
        }

        define contact {
            contact_name                    operator
            host_notification_commands      fine
            service_notification_commands   fine
        }

        define host {
            name                     passive
            register                 0
            contacts                 operator
            active_checks_enabled    0
            max_check_attempts       1
        }

        define host {
            use        passive
            host_name  web
        }

        define host {
            use        passive
            host_name  db
        }

        define host {
            use        passive
            host_name  mail
        }

        define service {
            host_name            web
            service_description  summary
            contacts             operator
            check_command        summary!$HOSTSTATE:db$
            max_check_attempts   1
            check_interval       1
            retry_interval       1
        }

        """;

    [Fact]
    public async Task Macros_OverTheWholeSite_HaveTheValuesOfOtherParts()
    {
        await using var site = await RunningSite.StartAsync(Configuration);
        await site.UntilAsync("all hosts are known", async () => (await site.GetAsync("api/v1/hosts")).GetProperty("total").GetInt32() == 3);
        await site.RunVerbAsync("command", "PROCESS_HOST_CHECK_RESULT;web;0;up", "PROCESS_HOST_CHECK_RESULT;mail;0;up", "PROCESS_HOST_CHECK_RESULT;db;1;gone $(reboot)");

        await SaysAsync("DOWN, gone (reboot), down: 1 of 2 and 1");
        await site.RunVerbAsync("command", "PROCESS_HOST_CHECK_RESULT;db;0;back");
        await SaysAsync("UP, back, down: 0 of 3 and 0");

        Task SaysAsync(string text) => site.UntilAsync($"the plugin says '{text}'", async () =>
            (await site.RunVerbAsync("query", @"GET services\nColumns: plugin_output\n")).Trim() == text);
    }
}
