using Tsuba.Arbiter.Loading;
using Tsuba.Model.Snapshots;
using Tsuba.Testing;

namespace Tsuba.Daemons.Tests.Arbiter;

public sealed class MachineZoneTests
{
    private static readonly TimeZoneInfo Paris = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");

    [Fact]
    public void Apply_NoZoneConfigured_TakesTheMachines()
    {
        var configuration = new ResolvedConfigurationBuilder().Main("interval_length", "30").Main("zzz", "1").Host("web").Build();

        var snapshot = SnapshotBuilder.Build(MachineZone.Apply(configuration, Paris)).Snapshot!;

        Assert.Equal("Europe/Paris", snapshot.Settings.Zone.Id);
        Assert.Equal(TimeSpan.FromSeconds(30), snapshot.Settings.IntervalLength);
    }

    [Fact]
    public void Apply_ZoneConfigured_StaysAsItIs()
    {
        var configuration = new ResolvedConfigurationBuilder().Main("use_timezone", "America/New_York").Host("web").Build();

        Assert.Same(configuration, MachineZone.Apply(configuration, Paris));
    }

    [Fact]
    public void Apply_ZoneThatNobodyElseKnows_LeavesTheConfiguration()
    {
        var configuration = new ResolvedConfigurationBuilder().Host("web").Build();
        var odd = TimeZoneInfo.CreateCustomTimeZone("Machine/Own", TimeSpan.FromHours(1), "odd", "odd");

        Assert.Same(configuration, MachineZone.Apply(configuration, odd));
    }
}
