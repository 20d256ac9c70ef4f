using System.Net;
using System.Text.RegularExpressions;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Tsuba.LiveState;
using Tsuba.Model.Items;
using Tsuba.Modules.Console;
using Tsuba.Modules.Tests.History;
using Tsuba.Modules.Tests.Live;
using Tsuba.Modules.Tests.Passive;
using Tsuba.Protocol.Contracts;
using Tsuba.Testing.Requirements;

namespace Tsuba.Modules.Tests.Console;

/// <summary>The console's pages in Chromium, on wide and small screens, and the links between them.</summary>
public sealed partial class ConsoleBrowserTests : IAsyncLifetime
{
    private static readonly ItemId Http = ItemId.OfService("web", "http");
    private static readonly string[] Pages =
    [
        "/", "/hosts", "/services", "/services?state=critical", "/hosts?q=nothing-has-this", "/item?host=web", "/item?host=web&service=http", "/item?host=db", "/item?host=nowhere", "/nowhere",
        "/log", "/availability", "/availability?host=web&service=http&warning=count", "/site", "/tokens",
    ];

    private readonly ModuleFixture _fixture = new();
    private readonly HistoryFixture _history = new();
    private readonly LiveTables _tables = SampleSite.Create();
    private ConsoleModule? _module;

    public async Task InitializeAsync()
    {
        var start = DateTimeOffset.UtcNow.AddHours(-3).ToUnixTimeMilliseconds();
        _history.Time.Advance(DateTimeOffset.UtcNow - _history.Time.GetUtcNow());
        await _history.StartAsync();
        var unbroken = new string('x', 300);
        var status = new StatusEvent { Item = Http.Value, State = 2, StateType = 1, Attempt = 3, HasBeenChecked = true, LastStateChange = start, LastHardStateChange = start, Output = unbroken };
        var frame = new EventFrame { First = 1, UtcMs = start };
        frame.Events.Add(new Event { Sequence = 1, UtcMs = start, Status = status });
        frame.Events.Add(new Event { Sequence = 2, UtcMs = start, Comment = new CommentEvent { Id = 3, Item = Http.Value, Author = "ann", Text = unbroken, EntryType = 1, EntryUtcMs = start } });
        await _history.TakeAsync(1, [.. frame.Events, HistoryFixture.Log(3, start, $"SERVICE ALERT: web;http;CRITICAL;HARD;3;{unbroken}", Http), HistoryFixture.Result(4, start, 12)]);
        _tables.Apply(SampleSite.Part, frame);
        var report = _tables.Report.Site.Clone();
        report.Leader = "arbiter-master";
        report.ConfigurationError = "site.cfg:7:1: there is no host 'gone'";
        report.Parts.Add(new PartStatus { Stamp = SampleSite.Part, Owner = "scheduler-1", State = "active", Realm = "All" });
        _tables.Take(report);
        _module = new ConsoleModule(_fixture.Context(("webui_port", "0")), _tables, () => _history.Module);
        await _module.StartAsync(CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        await _module!.DisposeAsync();
        await _history.DisposeAsync();
        _fixture.Dispose();
    }

    [RequiresTheory(Requirement.Chromium)]
    [InlineData(1280, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Dark)]
    public async Task Pages_OnAScreen_FitIt_AndAreAccessible(int width, ColorScheme scheme)
    {
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = "/usr/bin/chromium", Args = ["--no-sandbox"] });
        var page = await browser.NewPageAsync(new BrowserNewPageOptions { BaseURL = _module!.Address!.ToString(), ColorScheme = scheme, ViewportSize = new ViewportSize { Width = width, Height = 900 } });
        page.SetDefaultTimeout(60_000);
        var faults = new List<string>();
        page.PageError += (_, error) => faults.Add(error);
        page.Console += (_, message) =>
        {
            // The status of a page that is not there is written down by the browser as well.
            if (message.Type == "error" && !message.Text.StartsWith("Failed to load resource", StringComparison.Ordinal))
            {
                faults.Add(message.Text);
            }
        };
        await page.GotoAsync("/sign-in");
        await LookAsync(page, faults, width);
        await page.GetByLabel("Name").FillAsync("admin");
        await page.GetByLabel("Password").FillAsync((await _fixture.FirstSecretsAsync())["password"]);
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Sign in" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Name = "Problems", Exact = true }).WaitForAsync();
        foreach (var path in Pages)
        {
            await page.GotoAsync(path);
            await LookAsync(page, faults, width);
        }

        Assert.Empty(faults);
    }

    [Fact]
    public async Task Links_FromTheFirstPageOn_LeadToPages_AlsoForAContact()
    {
        var everything = await WalkAsync("admin", (await _fixture.FirstSecretsAsync())["password"]);
        Assert.Superset(new HashSet<string> { "/", "/hosts", "/services", "/log", "/availability", "/site", "/tokens", "/item?host=db", "/item?host=web&service=http", "/services?state=critical" }, everything);

        var hers = await WalkAsync("ann", "ann's secret");
        Assert.Contains("/item?host=web", hers);
        Assert.DoesNotContain(hers, path => path.Contains("db", StringComparison.Ordinal) || path == "/tokens");
    }

    private static async Task LookAsync(IPage page, List<string> faults, int width)
    {
        var needed = await page.EvaluateAsync<int>("document.documentElement.scrollWidth");
        if (needed > width)
        {
            faults.Add($"{page.Url} needs {needed} of {width} pixels");
        }

        var found = await page.RunAxe();
        faults.AddRange(found.Violations.SelectMany(violation => violation.Nodes.Select(node => $"{page.Url}: {violation.Id} at {node.Html}")));
        if (Environment.GetEnvironmentVariable("TSUBA_TEST_PICTURES") is { Length: > 0 } directory)
        {
            var name = NoLetters().Replace(page.Url[(page.Url.IndexOf('/', 8) + 1)..], "-");
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(directory, $"console-{width}-{name}.png"), FullPage = true });
        }
    }

    // Follows every link of every page once; the addresses that were there.
    private async Task<HashSet<string>> WalkAsync(string user, string password)
    {
        using var client = new HttpClient(new HttpClientHandler { CookieContainer = new CookieContainer() }) { BaseAddress = _module!.Address };
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["user"] = user, ["password"] = password, ["to"] = "/" });
        Assert.Equal(HttpStatusCode.OK, (await client.PostAsync("/sign-in", form)).StatusCode);
        var seen = new HashSet<string>();
        var open = new Queue<string>(["/"]);
        while (open.TryDequeue(out var path))
        {
            if (seen.Add(path))
            {
                using var answer = await client.GetAsync(path);
                Assert.True(answer.IsSuccessStatusCode, $"{path}: {answer.StatusCode}");
                if (answer.Content.Headers.ContentType?.MediaType == "text/html")
                {
                    foreach (Match link in Links().Matches(await answer.Content.ReadAsStringAsync()))
                    {
                        // Ranges and cursors make ever new addresses of the same pages.
                        var to = WebUtility.HtmlDecode(link.Groups[1].Value).Split('#')[0];
                        if (to.StartsWith('/') && !to.Contains("range=", StringComparison.Ordinal) && !to.Contains("cursor=", StringComparison.Ordinal))
                        {
                            open.Enqueue(to);
                        }
                    }
                }
            }
        }

        return seen;
    }

    [GeneratedRegex("<a [^>]*href=\"([^\"]*)\"", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Links();

    [GeneratedRegex("[^A-Za-z0-9]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NoLetters();
}
