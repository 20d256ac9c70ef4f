using Tsuba.Configuration.Differences;
using Tsuba.Configuration.Reloads;
using Tsuba.Model.Definitions;
using Tsuba.Model.Diagnostics;
using Tsuba.Testing.Configuration;

namespace Tsuba.Configuration.Tests.Reloads;

public sealed class RepeatedLoadProperties
{
    private const int Seeds = 60;
    private const int Edits = 15;

    [Fact]
    public void Load_RandomTextsAndEdits_GivesWhatLoadingTheWholeGives()
    {
        var (loads, fromChanges, changed) = (0, 0, 0);
        for (var seed = 0; seed < Seeds; seed++)
        {
            var text = new RandomText(seed);
            var load = new RepeatedLoad();
            ResolvedConfiguration? before = null;
            var story = $"seed {seed}";
            for (var edit = 0; edit < Edits; edit++)
            {
                var whole = ConfigurationLoader.Load(text.Write(), ["main.cfg"]);
                var loaded = load.Load(text.Write(), ["main.cfg"]);

                var (expected, actual) = (whole.Diagnostics.Select(finding => finding.ToString()), loaded.Diagnostics.Select(finding => finding.ToString()));
                Assert.True(expected.SequenceEqual(actual), $"{story}\nexpected {string.Join('\n', expected)}\nbut was  {string.Join('\n', actual)}");
                Assert.Equal(whole.Resolved.Profile, loaded.Resolved.Profile);
                Assert.True(whole.Resolved.Objects.Length == loaded.Resolved.Objects.Length, story);
                foreach (var (one, other) in whole.Resolved.Objects.Zip(loaded.Resolved.Objects))
                {
                    Assert.True(ObjectComparison.AreEqual(one, other), $"{story}\nexpected {one.Key}: {string.Join(' ', one.Properties)}\nbut was  {other.Key}: {string.Join(' ', other.Properties)}");
                }

                loads++;
                fromChanges += loaded.IsWhole ? 0 : 1;
                changed += loaded.IsWhole || before is null ? 0 : before.Objects.Zip(loaded.Resolved.Objects).Count(pair => !ReferenceEquals(pair.First, pair.Second));
                before = loaded.Resolved;
                story += $"; {text.Edit()}";
            }
        }

        Assert.True(fromChanges > loads / 4 && changed > fromChanges / 2, $"{fromChanges} of {loads} were loaded from changes, {changed} objects with them");
    }

    [Theory]
    [InlineData("cfg_file=a.cfg\ncfg_file=gone.cfg\n")]
    [InlineData("cfg_file=a.cfg\ncfg_dir=gone\n")]
    [InlineData("cfg_file=a.cfg\ncfg_file=b.cfg\n")]
    [InlineData("cfg_file=b.cfg\ncfg_file=a.cfg\n")]
    [InlineData("")]
    public void Load_OtherFilesThanBefore_FindsWhatLoadingTheWholeFinds(string main)
    {
        var before = Files("cfg_file=a.cfg\n");
        var after = Files(main);
        var load = new RepeatedLoad();
        load.Load(before, ["main.cfg"]);

        var loaded = load.Load(after, ["main.cfg"]);

        var whole = ConfigurationLoader.Load(after, ["main.cfg"]);
        Assert.True(loaded.IsWhole);
        Assert.Equal(whole.Diagnostics.AsEnumerable(), loaded.Diagnostics);
        Assert.Equal(whole.Resolved.Objects.Select(item => item.Key), loaded.Resolved.Objects.Select(item => item.Key));
    }

    [Fact]
    public void Load_AMainFileThatIsGone_IsRefused()
    {
        var loaded = new RepeatedLoad().Load(new MemorySourceFiles(), ["main.cfg"]);

        Assert.Contains(loaded.Diagnostics, finding => finding.Severity == Severity.Error);
    }

    private static MemorySourceFiles Files(string main) => new MemorySourceFiles()
        .With("main.cfg", main)
        .With("a.cfg", "define command {\n command_name check\n command_line /bin/true\n}\ndefine host {\n host_name h\n max_check_attempts 3\n}\n")
        .With("b.cfg", "define service {\n host_name h\n service_description s\n check_command check\n max_check_attempts 3\n}\n");
}
