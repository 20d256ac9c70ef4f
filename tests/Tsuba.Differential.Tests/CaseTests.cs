using Tsuba.Differential.Tests.Cases;
using Tsuba.Differential.Tests.Engines;
using Tsuba.Differential.Tests.Nagios;
using Tsuba.Differential.Tests.Shrinking;

namespace Tsuba.Differential.Tests;

/// <summary>The generator, the shrinker and the reader of status files, without nagios4.</summary>
public sealed class CaseTests
{
    [Fact]
    public void Make_SameSeed_GivesTheSameCase()
    {
        var one = CaseGenerator.Make(7, 3);
        var other = CaseGenerator.Make(7, 3);
        Assert.Equal(one.Configuration() + one.Scenario(), other.Configuration() + other.Scenario());
        Assert.NotEqual(one.Configuration() + one.Scenario(), CaseGenerator.Make(8, 3).Configuration() + CaseGenerator.Make(8, 3).Scenario());
    }

    [Fact]
    public void Make_ManySeeds_EngineTakesEveryCase()
    {
        var cases = Enumerable.Range(0, 100).Select(number => CaseGenerator.Make(1, number)).ToList();
        var seen = EngineOracle.Run(new DifferentialRun { Cases = [.. cases] });
        Assert.Superset(cases.SelectMany(one => one.Items).ToHashSet(), seen.Select(observation => observation.Item).ToHashSet());
    }

    [Fact]
    public void Smaller_EveryCandidate_IsSmallerAndLoads()
    {
        var one = CaseGenerator.Make(1, 5);
        var smaller = Shrinker.Smaller(one);
        Assert.All(smaller, candidate => Assert.True(Size(candidate) < Size(one)));
        EngineOracle.Run(new DifferentialRun { Cases = smaller });
    }

    [Fact]
    public void Resolve_Placeholders_BecomeEpochSeconds() =>
        Assert.Equal("X;1000;1060;995", CaseTimes.Resolve("X;$NOW$;$NOW+60$;$NOW-5$", 1000));

    [Fact]
    public void Read_StatusFile_GivesStateCommentsAndDowntimes()
    {
        const string File = """
            hoststatus {
            	host_name=web
            	current_state=1
            	state_type=1
            	current_attempt=3
            	max_attempts=3
            	last_hard_state=1
            	has_been_checked=1
            	problem_has_been_acknowledged=1
            	acknowledgement_type=2
            	scheduled_downtime_depth=1
            	is_flapping=0
            	flap_detection_enabled=1
            	percent_state_change=6.25
            	current_notification_number=2
            	plugin_output=down = bad
            	}
            hostdowntime {
            	host_name=web
            	start_time=110
            	end_time=160
            	fixed=1
            	duration=50
            	triggered_by=0
            	is_in_effect=1
            	author=ops
            	comment=works
            	}
            """;
        var seen = Assert.Single(StatusFile.Read(File.Split('\n'), at: 20, start: 100));
        Assert.Equal("state 1 hard 3/3 last hard 1 ack 2 depth 1 flapping no 6.25% told 2 \"down = bad\" | downtime 10-60 fixed active ops: works", seen.Text);
    }

    private static int Size(DifferentialCase one) => one.Steps.Length + one.Objects.Sum(definition => definition.Properties.Length + 1);
}
