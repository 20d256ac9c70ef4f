using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Tsuba.Daemons.Tests.Synchronizer.Api;

namespace Tsuba.Daemons.Tests.Synchronizer.Pages;

/// <summary>Chromium on the pages of a running synchronizer, signed in as its administrator.</summary>
internal sealed class EditingBrowser : IAsyncDisposable
{
    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;
    private readonly CancellationTokenSource _stop = new();
    private Task _arbiter = Task.CompletedTask;

    private EditingBrowser(EditingRig rig, IPlaywright playwright, IBrowser browser, IPage page)
    {
        Rig = rig;
        _playwright = playwright;
        _browser = browser;
        Page = page;
    }

    internal EditingRig Rig { get; }

    internal IPage Page { get; }

    /// <summary>What scripts and the content security policy complained about.</summary>
    internal List<string> Complaints { get; } = [];

    internal static async Task<EditingBrowser> StartAsync(EditingRig rig, ColorScheme scheme = ColorScheme.Light)
    {
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = "/usr/bin/chromium", Args = ["--no-sandbox"] });
        var page = await browser.NewPageAsync(new BrowserNewPageOptions
        {
            BaseURL = rig.Address.ToString(),
            ColorScheme = scheme,
            ViewportSize = new ViewportSize { Width = 1280, Height = 900 },
        });
        page.SetDefaultTimeout(60_000);
        var started = new EditingBrowser(rig, playwright, browser, page);
        page.Console += (_, message) =>
        {
            // A refused form is answered with its status, which the browser writes down as well.
            if (message.Type == "error" && !message.Text.StartsWith("Failed to load resource", StringComparison.Ordinal))
            {
                started.Complaints.Add(message.Text);
            }
        };
        page.PageError += (_, error) => started.Complaints.Add(error);
        await page.GotoAsync("/");
        Assert.Equal("Tsuba: the configuration", await page.Locator("h1").InnerTextAsync());
        await page.GetByLabel("Name").FillAsync("admin");
        await page.GetByLabel("Password").FillAsync((await rig.SecretsAsync())["editing-password"]);
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Sign in" }).ClickAsync();
        return started;
    }

    /// <summary>From now on an arbiter asks and judges.</summary>
    internal void StartArbiter() => _arbiter = Rig.ArbitrateAsync(_stop.Token);

    /// <summary>Goes to a page by a link of the frame.</summary>
    internal Task FollowAsync(string text) =>
        Page.GetByRole(AriaRole.Navigation, new PageGetByRoleOptions { Name = "Pages" }).GetByRole(AriaRole.Link, new LocatorGetByRoleOptions { Name = text }).ClickAsync();

    /// <summary>Presses a button by its name.</summary>
    internal Task PressAsync(string name) => Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = name, Exact = true }).ClickAsync();

    /// <summary>The text of the message above the content.</summary>
    internal async Task<string> MessageAsync() => (await Page.Locator("main > .message").First.InnerTextAsync()).Trim();

    /// <summary>The content as text.</summary>
    internal Task<string> TextAsync() => Page.Locator("main").InnerTextAsync();

    /// <summary>What an accessibility checker finds on the present page.</summary>
    internal async Task<IEnumerable<string>> ObstaclesAsync()
    {
        AxeResult result = await Page.RunAxe();
        return result.Violations.SelectMany(violation => violation.Nodes.Select(node => $"{Page.Url}: {violation.Id} at {node.Html}"));
    }

    /// <summary>Keeps a picture of the page where <c>TSUBA_TEST_PICTURES</c> names a directory.</summary>
    internal async Task PictureAsync(string name)
    {
        if (Environment.GetEnvironmentVariable("TSUBA_TEST_PICTURES") is { Length: > 0 } directory)
        {
            await Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(directory, $"{name}.png"), FullPage = true });
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _arbiter;
        _stop.Dispose();
        await _browser.DisposeAsync();
        _playwright.Dispose();
        await Rig.DisposeAsync();
    }
}
