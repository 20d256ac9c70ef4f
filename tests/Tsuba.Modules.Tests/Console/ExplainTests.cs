using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Tsuba.Modules.Console;
using Tsuba.Modules.Tests.Live;
using Tsuba.Modules.Tests.Passive;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Modules.Tests.Console;

/// <summary>API and page ask in the name of whoever signed in, and pass on what they are told.</summary>
public sealed class ExplainTests : IAsyncLifetime
{
    private readonly ModuleFixture _fixture = new();
    private readonly List<ExplainRequest> _asked = [];
    private ExplainReply _reply = new();
    private ConsoleModule? _module;
    private string _token = "";

    public async Task InitializeAsync()
    {
        _reply = new ExplainReply { Language = "fr", UtcMs = 1_700_000_000_500, Moment = "2023-11-14 22:13:20", Verdict = new ExplainLine { Text = "non <envoyée>" } };
        var section = new ExplainSection { Code = "HeadingContacts", Title = "Contacts" };
        section.Lines.Add(new ExplainLine { Code = "ContactInDowntime", Text = "absent", Hint = "attendre", Stops = true, Contact = "ann" });
        _reply.Sections.Add(section);
        var context = _fixture.Context(("webui_port", "0")) with
        {
            Explain = (request, _) =>
            {
                _asked.Add(request);
                return Task.FromResult(_reply);
            },
        };
        _module = new ConsoleModule(context, SampleSite.Create(), () => null);
        await _module.StartAsync(CancellationToken.None);
        _token = (await _fixture.FirstSecretsAsync())["token"];
    }

    public async Task DisposeAsync()
    {
        await _module!.DisposeAsync();
        _fixture.Dispose();
    }

    [Fact]
    public async Task Api_Explanation_IsPassedOnAsJson()
    {
        using var client = Admin();
        using var json = JsonDocument.Parse(await client.GetStringAsync("/api/v1/explain?host=web&service=http&contact=ann&type=recovery&lang=fr&at=-2h"));

        var asked = Assert.Single(_asked);
        Assert.Equal(("web", "http", true, "ann", "recovery", "fr", "", "-2h"), (asked.Item.Host, asked.Item.Service, asked.Item.HasService, asked.Contact, asked.Type, asked.Language, asked.Viewer, asked.At));
        Assert.Equal("non <envoyée>", json.RootElement.GetProperty("verdict").GetString());
        Assert.Equal(1_700_000_000.5, json.RootElement.GetProperty("at").GetDouble());
        var line = json.RootElement.GetProperty("sections")[0].GetProperty("lines")[0];
        Assert.Equal(("ContactInDowntime", "attendre", true, "ann"), (line.GetProperty("code").GetString(), line.GetProperty("hint").GetString(), line.GetProperty("stops").GetBoolean(), line.GetProperty("contact").GetString()));
    }

    [Theory]
    [InlineData(ExplainOutcome.NoSuchItem, HttpStatusCode.NotFound)]
    [InlineData(ExplainOutcome.Refused, HttpStatusCode.BadRequest)]
    [InlineData(ExplainOutcome.Unavailable, HttpStatusCode.ServiceUnavailable)]
    public async Task Api_NoExplanation_SaysWhyNot(ExplainOutcome outcome, HttpStatusCode status)
    {
        _reply = new ExplainReply { Outcome = outcome, Refusal = "because" };
        using var client = Admin();
        var answer = await client.GetAsync("/api/v1/explain?host=web");

        Assert.Equal(status, answer.StatusCode);
        using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        Assert.Equal(("because", (int)status), (problem.RootElement.GetProperty("detail").GetString(), problem.RootElement.GetProperty("status").GetInt32()));
    }

    [Fact]
    public async Task Page_OfAContact_AsksInItsNameAndEscapesTexts()
    {
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = _module!.Address };
        using var signIn = new FormUrlEncodedContent([new("user", "ann"), new("password", "ann's secret"), new("to", "/")]);
        await client.PostAsync("/sign-in", signIn);
        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd("fr-FR,fr;q=0.9");
        var page = await client.GetStringAsync("/item?host=web&service=http&at=2026-11-29T03:12");

        Assert.Contains("non &lt;envoy", page, StringComparison.Ordinal);
        Assert.Contains("<div lang=\"fr\">", page, StringComparison.Ordinal);
        var asked = Assert.Single(_asked);
        Assert.Equal(("ann", "2026-11-29T03:12"), (asked.Viewer, asked.At));
        Assert.StartsWith("fr-FR", asked.Language, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_ThatRefreshesItself_AsksNobody()
    {
        using var client = Admin();
        client.DefaultRequestHeaders.Add("HX-Request", "true");
        await client.GetStringAsync("/item?host=web");
        Assert.Empty(_asked);
    }

    private HttpClient Admin()
    {
        var client = new HttpClient { BaseAddress = _module!.Address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", _token);
        return client;
    }
}
