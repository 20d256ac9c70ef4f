using System.Net;
using System.Text;
using Tsuba.Modules.Passive.WebService;

namespace Tsuba.Modules.Tests.Passive;

public sealed class NrdpTests : IAsyncLifetime
{
    private const string Xml = """
        <?xml version='1.0'?>
        <checkresults>
          <checkresult type='host' checktype='1'><hostname>db</hostname><state>0</state><output>up</output></checkresult>
          <checkresult type='service' checktype='1'><hostname>web</hostname><servicename>http</servicename><state>2</state><output>down &lt;now&gt;|t=1s</output><time>1700000000</time></checkresult>
        </checkresults>
        """;

    private readonly ModuleFixture _fixture = new();
    private readonly HttpClient _client = new();
    private WebServiceModule? _module;
    private string _token = "";

    public async Task InitializeAsync()
    {
        _module = new WebServiceModule(_fixture.Context(("webservice_port", "0")));
        await _module.StartAsync(CancellationToken.None);
        _client.BaseAddress = _module.Address;
        _token = (await File.ReadAllTextAsync(Path.Combine(_fixture.Directory, "first-token"))).Trim();
    }

    public async Task DisposeAsync()
    {
        await _module!.DisposeAsync();
        _client.Dispose();
        _fixture.Dispose();
    }

    [Theory]
    [InlineData("XMLDATA")]
    [InlineData("xml")]
    public async Task SubmitCheck_Xml_BecomesCommandsAndTellsHowMany(string field)
    {
        var (status, body) = await PostAsync(("token", _token), ("cmd", "submitcheck"), (field, Xml));

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("<status>0</status>", body, StringComparison.Ordinal);
        Assert.Contains("2 checks processed.", body, StringComparison.Ordinal);
        Assert.Equal("PROCESS_HOST_CHECK_RESULT;db;0;up", _fixture.Sink.Next());
        Assert.Equal("[1700000000] PROCESS_SERVICE_CHECK_RESULT;web;http;2;down <now>|t=1s", _fixture.Sink.Next());
    }

    [Fact]
    public async Task SubmitCheck_Json_IsAnsweredInJson()
    {
        var (status, body) = await PostAsync(("token", _token), ("cmd", "submitcheck"), ("JSONDATA", """
            {"checkresults":[{"checkresult":{"type":"service","checktype":"1"},"hostname":"web","servicename":"http","state":"1","output":"slow"},
            {"checkresult":{"type":"host"},"hostname":"db","state":0,"output":"up"}]}
            """));

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("""{"result":{"status":0,"message":"OK","meta":{"output":"2 checks processed."}}}""", body);
        Assert.Equal("PROCESS_SERVICE_CHECK_RESULT;web;http;1;slow", _fixture.Sink.Next());
        Assert.Equal("PROCESS_HOST_CHECK_RESULT;db;0;up", _fixture.Sink.Next());
    }

    [Theory]
    [InlineData("XMLDATA", "<checkresults><checkresult type='host'><hostname>db</hostname><state>0</state><output>up</output><checktime>1700000000</checktime></checkresult></checkresults>")]
    [InlineData("JSONDATA", """{"checkresults":[{"checkresult":{"type":"host"},"hostname":"db","state":0,"output":"up","checktime":1700000000}]}""")]
    public async Task SubmitCheck_TimeOfTheCheckUnderItsOtherName_IsKept(string field, string results)
    {
        await PostAsync(("token", _token), ("cmd", "submitcheck"), (field, results));

        Assert.Equal("[1700000000] PROCESS_HOST_CHECK_RESULT;db;0;up", _fixture.Sink.Next());
    }

    [Fact]
    public async Task SubmitCheck_AnUnknownHost_IsNamedAndHoldsNobodyUp()
    {
        _fixture.Sink.Hosts = ["web"];

        var (status, body) = await PostAsync(("token", _token), ("cmd", "submitcheck"), ("XMLDATA", Xml));

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("1 checks processed. not in the configuration: db", body, StringComparison.Ordinal);
        Assert.StartsWith("[1700000000] PROCESS_SERVICE_CHECK_RESULT;web", _fixture.Sink.Next(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SubmitCheck_BufferFull_IsToldToComeAgain()
    {
        _fixture.Sink.Answer = new CommandReceipt(false, Full: true, "the buffer is full", []);

        var (status, body) = await PostAsync(("token", _token), ("cmd", "submitcheck"), ("XMLDATA", Xml));

        Assert.Equal(HttpStatusCode.TooManyRequests, status);
        Assert.Contains("<status>-1</status>", body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no token", "submitcheck", "<checkresults/>", 403, "BAD TOKEN")]
    [InlineData(null, "submitcmd", "", 403, "submitcmd is not carried out")]
    [InlineData(null, "other", "", 400, "BAD CMD")]
    [InlineData(null, "submitcheck", "", 400, "BAD XML")]
    [InlineData(null, "submitcheck", "<checkresults/>", 400, "NO DATA")]
    [InlineData(null, "submitcheck", "<checkresults><checkresult type='host'><hostname>a</hostname><state>x</state></checkresult></checkresults>", 400, "state is no number")]
    [InlineData(null, "submitcheck", "<checkresults><checkresult type='host'><hostname>a;b</hostname><state>0</state></checkresult></checkresults>", 400, "semicolon")]
    [InlineData(null, "submitcheck", "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><checkresults><checkresult><hostname>&e;</hostname></checkresult></checkresults>", 400, "BAD XML")]
    [InlineData(null, "submitcheck", "<checkresults><checkresult><hostname>a", 400, "BAD XML")]
    public async Task Requests_ThatMakeNoSense_AreRefusedWithTheReason(string? token, string command, string xml, int expected, string reason)
    {
        var (status, body) = await PostAsync(("token", token ?? _token), ("cmd", command), ("XMLDATA", xml));

        Assert.Equal(expected, (int)status);
        Assert.Contains(reason, body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Document_OfManyLevels_IsRefused()
    {
        var deep = new StringBuilder().Insert(0, "<a>", 100_000).Append("<checkresult/>");

        var (status, _) = await PostAsync(("token", _token), ("cmd", "submitcheck"), ("XMLDATA", deep.ToString()));

        Assert.Equal(HttpStatusCode.BadRequest, status);
    }

    private async Task<(HttpStatusCode Status, string Body)> PostAsync(params (string Name, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        using var answer = await _client.PostAsync("/nrdp/", form);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }
}
