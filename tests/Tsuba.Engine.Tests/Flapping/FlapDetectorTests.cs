using Tsuba.Model.Items;

namespace Tsuba.Engine.Tests.Flapping;

/// <summary>Which results count for flapping. Source: reference/shinken.md 4.5.</summary>
public sealed class FlapDetectorTests
{
    [Theory]
    [InlineData(CompatibilityProfile.Shinken, "c,u", true)]
    [InlineData(CompatibilityProfile.Shinken, "o,w", false)]
    [InlineData(CompatibilityProfile.Nagios, "c,u", true)]
    [InlineData(CompatibilityProfile.Nagios, "o,w", false)]
    public void Options_ResultsOfOtherStates_DoNotCount(CompatibilityProfile profile, string options, bool flaps)
    {
        var run = Alternate(new EngineRun(Site.New(profile).Main("enable_flap_detection", "1")
            .Machine("web").Check("web", "http", ("max_check_attempts", "1"), ("flap_detection_enabled", "1"), ("flap_detection_options", options)).Link()).Until(10));
        Assert.Equal(flaps, run.Status("web;http").IsFlapping);
        Assert.Equal(!flaps, run.Status("web;http").PercentStateChange == 0);
    }

    [Theory]
    [InlineData(CompatibilityProfile.Shinken)]
    [InlineData(CompatibilityProfile.Nagios)]
    public void ThresholdsOfTheItem_BeatThoseOfAll(CompatibilityProfile profile)
    {
        var site = Site.New(profile).Main("enable_flap_detection", "1").Main("low_service_flap_threshold", "5").Main("high_service_flap_threshold", "10").Machine("web");
        foreach (var (name, high) in new[] { ("own", "100"), ("common", "-1") })
        {
            site.Check("web", name, ("max_check_attempts", "1"), ("flap_detection_enabled", "1"), ("low_flap_threshold", high == "100" ? "99" : high), ("high_flap_threshold", high));
        }

        var run = new EngineRun(site.Link()).Until(10);
        for (var result = 0; result < 30; result++)
        {
            foreach (var name in new[] { "own", "common" })
            {
                run.Command($"PROCESS_SERVICE_CHECK_RESULT;web;{name};{(result / 2 % 2) * 2};now and then");
            }
        }

        Assert.True(run.Status("web;common").IsFlapping);
        Assert.False(run.Status("web;own").IsFlapping);
    }

    private static EngineRun Alternate(EngineRun run)
    {
        for (var result = 0; result < 30; result++)
        {
            run.Command($"PROCESS_SERVICE_CHECK_RESULT;web;http;{2 + (result % 2)};to and fro");
        }

        return run;
    }
}
