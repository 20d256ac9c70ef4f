using System.Net;
using Tsuba.LiveState;
using Tsuba.Model.Definitions;
using Tsuba.Model.Snapshots;
using Tsuba.Modules.Console;
using Tsuba.Modules.Tests.Passive;
using Tsuba.Testing;

namespace Tsuba.Modules.Tests.Console;

/// <summary>Groups whose members somebody does not see: their names are not told either.</summary>
public sealed class GroupSightTests : IAsyncLifetime
{
    private readonly ModuleFixture _fixture = new();
    private readonly LiveTables _tables = new();
    private ConsoleModule? _module;

    public async Task InitializeAsync()
    {
        var built = SnapshotBuilder.Build(new ResolvedConfigurationBuilder()
            .Contact("ann", ("password", "ann's secret"), ("host_notification_commands", "mail"), ("service_notification_commands", "mail"))
            .Command("mail")
            .Host("web", ("contacts", "ann"))
            .Host("db")
            .Service("web", "http", ("check_command", "mail"), ("check_interval", "5"), ("retry_interval", "1"))
            .Service("db", "disk", ("check_command", "mail"), ("check_interval", "5"), ("retry_interval", "1"))
            .Add(ObjectType.HostGroup, "shop-hosts", ("hostgroup_name", "shop-hosts"), ("members", "web"))
            .Add(ObjectType.HostGroup, "other-customer", ("hostgroup_name", "other-customer"), ("members", "db"))
            .Add(ObjectType.ServiceGroup, "shop-services", ("servicegroup_name", "shop-services"), ("members", "web,http"))
            .Add(ObjectType.ServiceGroup, "other-customer-disks", ("servicegroup_name", "other-customer-disks"), ("members", "db,disk"))
            .Build());
        Assert.True(built.Snapshot is not null, string.Join('\n', built.Diagnostics));
        _tables.SetDefinitions(1, built.Snapshot);
        _module = new ConsoleModule(_fixture.Context(("webui_port", "0")), _tables, () => null);
        await _module.StartAsync(CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        await _module!.DisposeAsync();
        _fixture.Dispose();
    }

    [Fact]
    public async Task AvailabilityPage_OffersAContactTheGroupsOfWhichItSeesAMember()
    {
        var page = await PageAsync("ann", "ann's secret");

        Assert.Contains(">shop-hosts<", page, StringComparison.Ordinal);
        Assert.Contains(">shop-services<", page, StringComparison.Ordinal);
        Assert.DoesNotContain("other-customer", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AvailabilityPage_OffersAnAdministratorEveryGroup()
    {
        var page = await PageAsync("admin", (await _fixture.FirstSecretsAsync())["password"]);

        Assert.Contains(">other-customer<", page, StringComparison.Ordinal);
        Assert.Contains(">other-customer-disks<", page, StringComparison.Ordinal);
    }

    private async Task<string> PageAsync(string user, string password)
    {
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = _module!.Address };
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["user"] = user, ["password"] = password, ["to"] = "/" });
        Assert.Equal(HttpStatusCode.Redirect, (await client.PostAsync("/sign-in", form)).StatusCode);
        return await client.GetStringAsync("/availability");
    }
}
