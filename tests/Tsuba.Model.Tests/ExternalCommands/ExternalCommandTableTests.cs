using Tsuba.Model.ExternalCommands;

namespace Tsuba.Model.Tests.ExternalCommands;

public sealed class ExternalCommandTableTests
{
    // Rows that Shinken does not have: Nagios 4, Naemon and Alignak.
    private static readonly string[] _elsewhere =
    [
        "CHANGE_HOST_NOTIFICATION_TIMEPERIOD", "CHANGE_HOST_SNAPSHOT_COMMAND", "CHANGE_SVC_SNAPSHOT_COMMAND", "CLEAR_HOST_FLAPPING_STATE",
        "CLEAR_SVC_FLAPPING_STATE", "DEL_ALL_CONTACT_DOWNTIMES", "DEL_DOWNTIME_BY_HOSTGROUP_NAME", "DEL_DOWNTIME_BY_HOST_NAME",
        "DEL_DOWNTIME_BY_START_TIME_COMMENT", "DISABLE_HOST_FRESHNESS_CHECK", "DISABLE_SVC_FRESHNESS_CHECK", "ENABLE_HOST_FRESHNESS_CHECK",
        "ENABLE_SVC_FRESHNESS_CHECK", "ENABLE_SERVICE_FLAP_DETECTION", "ENTER_ACTIVE_MODE", "ENTER_STANDBY_MODE", "LOG", "RESTART_PROCESS",
        "SHUTDOWN_PROCESS",
    ];

    [Fact]
    public void Rows_WithoutThoseOfOtherEngines_AreThe170OfShinken()
    {
        var shinken = ExternalCommandTable.Rows.Where(row => !_elsewhere.Contains(row.Name) && !IsRecurrence(row.Name)).ToArray();

        Assert.Equal(170, shinken.Length);
        Assert.Equal(87, shinken.Count(row => row.Routing is CommandRouting.Host or CommandRouting.Service));
        Assert.Equal(_elsewhere.Length, ExternalCommandTable.Rows.Count(row => !IsRecurrence(row.Name)) - shinken.Length);
    }

    // None of the originals has them.
    private static bool IsRecurrence(string name) => name.Contains("RECURRENT", StringComparison.Ordinal);

    [Fact]
    public void Rows_Arguments_PutTextLastAndOptionalOnesAfterRequiredOnes()
    {
        foreach (var row in ExternalCommandTable.Rows)
        {
            Assert.DoesNotContain(row.Arguments.SkipLast(1), argument => argument.Kind == CommandArgumentKind.Text);
            Assert.True(row.Arguments.Skip(row.RequiredArguments).All(argument => argument.IsOptional), row.ToString());
        }
    }

    [Fact]
    public void Rows_RoutedByHostOrService_NameThemFirst()
    {
        foreach (var row in ExternalCommandTable.Rows)
        {
            Assert.Equal(row.Routing is CommandRouting.Host or CommandRouting.Service, row.Arguments is [{ Kind: CommandArgumentKind.Host }, ..]);
            if (row.Routing == CommandRouting.Service)
            {
                Assert.Equal(CommandArgumentKind.Service, row.Arguments[1].Kind);
            }
        }
    }

    [Fact]
    public void Resolve_OtherSpelling_GivesTheRowThatIsCarriedOut()
    {
        var row = ExternalCommandTable.Find("ENTER_STANDBY_MODE");

        Assert.NotNull(row);
        Assert.Equal("DISABLE_NOTIFICATIONS", ExternalCommandTable.Resolve(row).Name);
    }
}
