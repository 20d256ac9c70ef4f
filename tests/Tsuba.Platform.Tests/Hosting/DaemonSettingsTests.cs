using FsCheck;
using FsCheck.Fluent;
using Tsuba.Hosting.Settings;

namespace Tsuba.Platform.Tests.Hosting;

public sealed class DaemonSettingsTests
{
    [Fact]
    public void Resolve_SameKeyEverywhere_CommandLineWins()
    {
        var ini = IniFile.Parse("s.ini", "[daemon]\nport=1\nlog_level=WARNING\nhost=10.0.0.1\n");

        var settings = DaemonSettings.Resolve(
            ini,
            [KeyValuePair.Create("TSUBA_PORT", "2"), KeyValuePair.Create("TSUBA_LOG_LEVEL", "DEBUG"), KeyValuePair.Create("TSUBA_UNRELATED", "x")],
            [KeyValuePair.Create("port", "3")]);

        Assert.Equal(("3", "command line"), Of(settings, "port"));
        Assert.Equal(("DEBUG", "environment TSUBA_LOG_LEVEL"), Of(settings, "log_level"));
        Assert.Equal(("10.0.0.1", "s.ini:4"), Of(settings, "host"));
        Assert.Equal(("20", "default"), Of(settings, "graceful_timeout"));
        Assert.Empty(settings.Findings);
    }

    [Fact]
    public void Resolve_MisspeltKey_IsAnErrorWithTheNearName()
    {
        var settings = DaemonSettings.Resolve(IniFile.Parse("s.ini", "[daemon]\nlog_levl=INFO\n"), [], []);

        Assert.True(settings.HasErrors);
        Assert.Equal("s.ini:2: there is no setting 'log_levl'; is 'log_level' meant?", Assert.Single(settings.Findings).Text);
    }

    [Fact]
    public void Resolve_KeysOfShinkenWithoutEffect_GiveOneNote()
    {
        var settings = DaemonSettings.Resolve(IniFile.Parse("s.ini", "[daemon]\nuse_ssl=0\npidfile=x\nuse_ssl=1\n"), [], []);

        Assert.Equal(new SettingFinding(false, "without effect here: use_ssl, pidfile"), Assert.Single(settings.Findings));
    }

    [Theory]
    [InlineData("port", "70000")]
    [InlineData("port", "x")]
    [InlineData("port_offset", "1.5")]
    [InlineData("graceful_timeout", "-1")]
    [InlineData("log_level", "LOUD")]
    public void Resolve_ValueOutOfRange_IsAnErrorThatNamesItsPlace(string key, string value)
    {
        var settings = DaemonSettings.Resolve(IniFile.Parse("s.ini", $"[daemon]\n{key}={value}\n"), [], []);

        var finding = Assert.Single(settings.Findings);
        Assert.True(finding.IsError);
        Assert.StartsWith($"s.ini:2: {key} = '{value}'", finding.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_FileOfShinken_ReadsValuesReferencesAndComments()
    {
        var ini = IniFile.Parse("b.ini", "# c\n[daemon]\nworkdir = /var/run/shinken\npidfile=%(workdir)s/b.pid\nuser=x ; the user\n[other]\nport=1\n");

        Assert.Equal(
            [("workdir", "/var/run/shinken"), ("pidfile", "/var/run/shinken/b.pid"), ("user", "x")],
            ini.Entries.Select(entry => (entry.Key, entry.Value)));
    }

    [Fact]
    public void Parse_KeysBeforeTheSection_AreAnErrorOnce()
    {
        var ini = IniFile.Parse("site.cfg", "# main file\ncfg_file=objects.cfg\ncfg_dir=more\n[daemon]\nport=7\n");

        var finding = Assert.Single(ini.Findings);
        Assert.True(finding.IsError);
        Assert.Equal("site.cfg:2: 'cfg_file' stands before [daemon]; is this the .ini file of a daemon?", finding.Text);
        Assert.Single(ini.Entries);
    }

    [Fact]
    public void Parse_ReferencesInACircle_End()
    {
        var ini = IniFile.Parse("b.ini", "[daemon]\na=%(b)s\nb=%(a)s\n");

        Assert.Equal(2, ini.Entries.Length);
    }

    [Fact]
    public void Parse_AnyText_NeverThrows() => Prop.ForAll(
        Gen.Elements("[daemon]", "\n", "=", "a", "%(", ")s", ";", " ;", "#", "[", "]", ":", "\0", "é").ListOf().Select(string.Concat).ToArbitrary(),
        text => DaemonSettings.Resolve(IniFile.Parse("x", text), [], []).Findings.Length >= 0)
        .Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    [Fact]
    public void Catalogue_Keys_AreUnique() =>
        Assert.Equal(SettingCatalogue.Rows.Length, SettingCatalogue.Rows.Select(row => row.Key).Distinct().Count());

    [Fact]
    public void Print_Settings_ShowValueAndOriginOfThoseWithEffect()
    {
        var text = DaemonSettings.Resolve(IniFile.Parse("s.ini", "[daemon]\nport=7\nuse_ssl=1\n"), [], []).Print();

        Assert.Contains("port = 7    ; s.ini:2\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("use_ssl", text, StringComparison.Ordinal);
    }

    private static (string Value, string Origin) Of(DaemonSettings settings, string key)
    {
        var setting = settings.All.Single(candidate => candidate.Row.Key == key);
        return (setting.Value, setting.Origin);
    }
}
