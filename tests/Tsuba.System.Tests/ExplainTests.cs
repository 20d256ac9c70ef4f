using System.Globalization;
using System.Net;
using Tsuba.System.Tests.Sites;

namespace Tsuba.System.Tests;

/// <summary>The verb, the API and the page of a running site say why somebody was not told.</summary>
public sealed class ExplainTests
{
    // A service behind a host, a switch and a router; a contact that only the service has.
    private const string Tree = """
        compat=shinken
        enable_flap_detection=0

        define command {
            command_name    nothing
            command_line    /bin/true
        }

        define timeperiod {
            timeperiod_name  never
        }

        define contact {
            contact_name                    operator
            host_notification_commands      nothing
            service_notification_commands   nothing
            host_notification_options       d,u,r
            service_notification_options    w,u,c,r
        }

        define contact {
            contact_name                    nightwatch
            password                        night
            host_notification_commands      nothing
            service_notification_commands   nothing
            host_notification_options       d,u,r
            service_notification_options    w,u,c,r
            service_notification_period     never
        }

        define host {
            name                    passive
            register                0
            address                 127.0.0.1
            contacts                operator
            active_checks_enabled   0
            max_check_attempts      1
            check_command           nothing
        }

        define host {
            use         passive
            host_name   router
        }

        define host {
            use         passive
            host_name   switch
            parents     router
        }

        define host {
            use         passive
            host_name   web
            parents     switch
        }

        define service {
            host_name               web
            service_description     http
            contacts                operator,nightwatch
            active_checks_enabled   0
            max_check_attempts      1
            check_command           nothing
            check_interval          5
            retry_interval          1
        }
        """;

    [Fact]
    public async Task Explain_ServiceBehindAFailedRouter_NamesTheRootEverywhere()
    {
        await using var site = await RunningSite.StartAsync(Tree);
        await site.UntilAsync("the service is known", async () => (await site.GetAsync("api/v1/services")).GetProperty("total").GetInt32() == 1);

        // Nothing failed yet: who would be told.
        var fine = await site.RunVerbAsync("explain", "web;http", "--lang", "en");
        Assert.Contains("If it were CRITICAL and confirmed, PROBLEM would be sent, to operator.", fine, StringComparison.Ordinal);
        Assert.Contains("nightwatch: it is outside the contact's period never", fine, StringComparison.Ordinal);

        foreach (var (host, text) in ((string, string)[])[("router", "no route"), ("switch", "no answer"), ("web", "no answer")])
        {
            await site.RunVerbAsync("command", $"PROCESS_HOST_CHECK_RESULT;{host};2;{text}");
        }

        await site.RunVerbAsync("command", "PROCESS_SERVICE_CHECK_RESULT;web;http;2;refused");

        var english = await site.RunVerbAsync("explain", "web;http", "--lang", "en");
        Assert.Contains("PROBLEM: would not be sent.", english, StringComparison.Ordinal);
        Assert.Contains("  ! its host web is not UP, it is UNREACHABLE\n      → the host has to be UP; the root cause is router\n", english, StringComparison.Ordinal);
        Assert.Contains("  - router is DOWN: the root cause (no route)\n", english, StringComparison.Ordinal);
        var french = await site.RunVerbAsync("explain", "web;http", "--lang", "fr");
        Assert.Contains("  ! son hôte web n'est pas UP, il est UNREACHABLE\n      → l'hôte doit être UP ; la cause racine est router\n", french, StringComparison.Ordinal);
        var router = await site.RunVerbAsync("explain", "router", "--contact", "operator", "--lang", "en");
        Assert.Contains("operator: was told of this problem", router, StringComparison.Ordinal);

        await CheckApiAsync(site);
        await CheckRefusalsAsync(site);
        await CheckPastAsync(site);
    }

    // What was so then is said over the running site, and from its files when nothing runs any more.
    private static async Task CheckPastAsync(RunningSite site)
    {
        var then = (await site.GetAsync("api/v1/explain?host=web&service=http")).GetProperty("at").GetDouble().ToString("0.000", CultureInfo.InvariantCulture);
        foreach (var host in (string[])["router", "switch", "web"])
        {
            await site.RunVerbAsync("command", $"PROCESS_HOST_CHECK_RESULT;{host};0;fine again");
        }

        await site.RunVerbAsync("command", "PROCESS_SERVICE_CHECK_RESULT;web;http;0;fine again");
        Assert.Contains("It is fine.", await site.RunVerbAsync("explain", "web;http", "--lang", "en"), StringComparison.Ordinal);

        var past = await site.RunVerbAsync("explain", "web;http", "--lang", "en", "--at", then);
        Assert.Contains("  ! its host web is not UP, it is UNREACHABLE\n      → the host has to be UP; the root cause is router\n", past, StringComparison.Ordinal);
        Assert.Contains("CRITICAL HARD, attempt 1: refused\n", past, StringComparison.Ordinal);
        Assert.Contains("  it suffers from a problem of another item: router\n", past, StringComparison.Ordinal);
        Assert.Contains("  PROBLEM: its host is not UP\n", past, StringComparison.Ordinal);
        Assert.DoesNotContain("fine again", past, StringComparison.Ordinal);
        var router = await site.RunVerbAsync("explain", "router", "--lang", "fr", "--at", then);
        Assert.Contains("  PROBLEM → operator : est averti\n", router, StringComparison.Ordinal);
        Assert.Equal(past, await site.RunVerbAsync("explain", "web;http", "--lang", "en", "--at", then, "--offline"));
        Assert.Equal(HttpStatusCode.BadRequest, (await site.Api.GetAsync("api/v1/explain?host=web&at=yesterday")).StatusCode);
        Assert.Contains("does not reach back", (await site.TryVerbAsync("explain", "web", "--at", "2001-01-01 00:00")).Error, StringComparison.Ordinal);

        Assert.Equal(0, await site.Process.StopAsync());
        var stopped = await site.TryVerbAsync("explain", "web;http", "--lang", "en", "--at", then);
        Assert.Equal((0, past), (stopped.ExitCode, stopped.Output));
        Assert.Contains("no broker of site", stopped.Error, StringComparison.Ordinal);
        var end = await site.TryVerbAsync("explain", "web;http", "--lang", "en");
        Assert.Contains("It is fine.", end.Output, StringComparison.Ordinal);
        Assert.Contains("OK HARD, attempt 1: fine again\n", end.Output, StringComparison.Ordinal);
        var unknown = await site.TryVerbAsync("explain", "ruoter");
        Assert.Equal(1, unknown.ExitCode);
        Assert.EndsWith("tsuba: there is no host 'ruoter'; did you mean 'router'?\n", unknown.Error, StringComparison.Ordinal);
    }

    private static async Task CheckApiAsync(RunningSite site)
    {
        var answer = await site.GetAsync("api/v1/explain?host=web&service=http");
        Assert.False(answer.GetProperty("sent").GetBoolean());
        var lines = answer.GetProperty("sections").EnumerateArray().SelectMany(section => section.GetProperty("lines").EnumerateArray()).ToList();
        Assert.Contains(lines, line => line.GetProperty("code").GetString() == "HostNotUp" && line.GetProperty("stops").GetBoolean());
        Assert.Contains(lines, line => line.GetProperty("code").GetString() == "ContactOutsidePeriod" && line.GetProperty("contact").GetString() == "nightwatch");
        Assert.Contains("the root cause is router", await site.Api.GetStringAsync("item?host=web&service=http"), StringComparison.Ordinal);

        // A contact asks for its own service only, and learns no name of what it may not see.
        using var night = new HttpClient(new HttpClientHandler { CookieContainer = new CookieContainer() }) { BaseAddress = site.Api.BaseAddress };
        using var signIn = new FormUrlEncodedContent([new("user", "nightwatch"), new("password", "night"), new("to", "/")]);
        (await night.PostAsync("sign-in", signIn)).EnsureSuccessStatusCode();
        var own = await night.GetStringAsync("api/v1/explain?host=web&service=http");
        Assert.Contains("an item that you may not see is DOWN", own, StringComparison.Ordinal);
        Assert.DoesNotContain("router", own, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await night.GetAsync("api/v1/explain?host=router")).StatusCode);
    }

    private static async Task CheckRefusalsAsync(RunningSite site)
    {
        var unknown = await site.TryVerbAsync("explain", "ruoter");
        Assert.Equal((1, "", "tsuba: there is no host 'ruoter'; did you mean 'router'?\n"), (unknown.ExitCode, unknown.Output, unknown.Error));
        var service = await site.TryVerbAsync("explain", "web;htpt");
        Assert.Equal((1, "tsuba: there is no service 'web;htpt'; did you mean 'web;http'?\n"), (service.ExitCode, service.Error));
        var type = await site.TryVerbAsync("explain", "web", "--type", "shout");
        Assert.Equal((1, "tsuba: there is no notification of type 'shout'\n"), (type.ExitCode, type.Error));
        Assert.Equal(HttpStatusCode.BadRequest, (await site.Api.GetAsync("api/v1/explain?host=web&type=shout")).StatusCode);
        Assert.Equal(1, (await site.TryVerbAsync("explain", "web", "--lang", "xx")).ExitCode);
    }
}
