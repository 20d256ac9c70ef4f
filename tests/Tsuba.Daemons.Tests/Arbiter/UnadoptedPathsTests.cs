using Tsuba.Arbiter.Loading;
using Tsuba.Model.Definitions;
using Tsuba.Testing;

namespace Tsuba.Daemons.Tests.Arbiter;

public sealed class UnadoptedPathsTests
{
    [Fact]
    public void Spare_ProcessingCommands_AreLeftOut_TheRestStays()
    {
        var configuration = new ResolvedConfigurationBuilder()
            .Main("host_perfdata_file", "/var/lib/nagios4/host-perfdata")
            .Main("host_perfdata_file_processing_command", "move")
            .Main("service_perfdata_file_processing_command", "move")
            .Command("move", "/bin/mv /var/lib/nagios4/host-perfdata /var/spool/pnp/$TIMET$")
            .Host("web")
            .Build();

        var main = UnadoptedPaths.Spare(new SourceReading(configuration, [], "")).Configuration!.Objects.Single(item => item.Type == ObjectType.Main);

        Assert.Equal(["host_perfdata_file"], main.Properties.Select(property => property.Name));
    }

    [Fact]
    public void Spare_NothingToLeaveOut_IsTheSameReading()
    {
        var reading = new SourceReading(new ResolvedConfigurationBuilder().Host("web").Build(), [], "");

        Assert.Same(reading, UnadoptedPaths.Spare(reading));
    }
}
