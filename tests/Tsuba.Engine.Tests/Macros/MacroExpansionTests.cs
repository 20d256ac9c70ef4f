using Tsuba.Engine.Macros;
using Tsuba.Model.Definitions;

namespace Tsuba.Engine.Tests.Macros;

public sealed class MacroExpansionTests
{
    [Theory]
    [InlineData("$HOSTNAME$/$SERVICEDESC$ at $HOSTADDRESS$", "web/http at 192.0.2.7")]
    [InlineData("$HOSTSTATE$ $HOSTSTATEID$ $SERVICESTATE$ $SERVICESTATEID$", "DOWN 1 CRITICAL 2")]
    [InlineData("$CONTACTNAME$ <$CONTACTEMAIL$> $CONTACTALIAS$", "bob <bob@example.org> Bob B.")]
    [InlineData("$_SERVICEPORT$ $_HOSTNONE$.", "8080 .")]
    [InlineData("$USER1$/check costs $$5 at 100$", "/usr/lib/plugins/check costs $5 at 100$")]
    [InlineData("[$NOSUCHMACRO$]", "[]")]
    [InlineData("$SERVICEOUTPUT$", "x y")]
    [InlineData("$TOTALHOSTSDOWN$ $TOTALHOSTSUP$.", "7 .")]
    [InlineData("$TIMET$ $DATE$ $TIME$ $SHORTDATETIME$", "1700000000 11/14/2023 22:13:20 11/14/2023 22:13:20")]
    [InlineData("$LONGDATETIME$", "Tue Nov 14 22:13:20 UTC 2023")]
    [InlineData("$STATUS$ $SHORTSTATUS$ $FULLNAME$", "CRITICAL C web/http")]
    [InlineData("$SERVICEDURATION$ $SERVICEDURATIONSEC$", "0d 0h 16m 40s 1000")]
    [InlineData("$TOTALHOSTSERVICES$ $TOTALHOSTSERVICESCRITICAL$ $TOTALHOSTSERVICESOK$", "1 1 0")]
    [InlineData("$HOSTSTATE:web$ $HOSTSTATE:$ $SERVICESTATE:web:http$ $SERVICESTATE::http$", "DOWN DOWN CRITICAL CRITICAL")]
    [InlineData("$HOSTSTATE:far$ $HOSTSTATE:nowhere$.", "DOWN .")]
    [InlineData("$CONTACTEMAIL:bob$ $_SERVICEPORT:web:http$", "bob@example.org 8080")]
    public void ExpandText_Macro_GivesItsValue(string text, string expected)
    {
        var source = new FakeMacroSource();
        source.Host.State = 1;
        source.Http.State = 2;
        source.Http.Output = "x `y`";

        Assert.Equal(expected, source.Text(text));
    }

    // It is Tuesday, 22:13:20 UTC.
    [Theory]
    [InlineData("$ISVALIDTIME:office$ $NEXTVALIDTIME:office$", "0 1700038800")]
    [InlineData("$ISVALIDTIME:office:1700038800$ $NEXTVALIDTIME:office:1700038801$", "1 1700038801")]
    [InlineData("$ISVALIDTIME:never$ $NEXTVALIDTIME:never$", "0 0")]
    [InlineData("[$ISVALIDTIME:unknown$$NEXTVALIDTIME:office:soon$$ISVALIDTIME:office:99999999999999999999$$ISVALIDTIME:$]", "[]")]
    public void ExpandText_TimePeriodMacro_GivesItsValue(string text, string expected)
    {
        var source = new FakeMacroSource(configuration => configuration.TimePeriod("office", ("wednesday", "09:00-17:00")).TimePeriod("never"));

        Assert.Equal(expected, source.Text(text));
    }

    [Fact]
    public void ExpandText_RelationsOfHosts_AreNames()
    {
        var source = new FakeMacroSource(configuration => configuration.Host("leaf", [("parents", "web")]).Host("root", []), [("parents", "root")]);

        Assert.Equal("root leaf web", source.Text("$HOSTPARENTS$ $HOSTCHILDREN$ $HOSTCHILDREN:root$"));
    }

    [Fact]
    public void ExpandText_NotificationMacros_ComeFromTheNotification() => Assert.Equal(
        "PROBLEM 3 1 bob Bob B. look here",
        new FakeMacroSource().Text(
            "$NOTIFICATIONTYPE$ $SERVICENOTIFICATIONNUMBER$ $NOTIFICATIONISESCALATED$ $NOTIFICATIONAUTHOR$ $NOTIFICATIONAUTHORALIAS$ $NOTIFICATIONCOMMENT$",
            new NotificationMacros { Type = "PROBLEM", Number = 3, IsEscalated = true, Author = "bob", Comment = "look \"here\"" }));

    [Fact]
    public void ExpandText_LongOutput_KeepsItsLinesAsBackslashN()
    {
        var source = new FakeMacroSource();
        source.Http.LongOutput = "one\r\ntwo\u001b[31m\nthree";

        Assert.Equal("one\\ntwo [31m\\nthree", source.Text("$LONGSERVICEOUTPUT$"));
    }

    [Fact]
    public void ExpandText_OutputThatNamesAMacro_IsNotExpandedAgain()
    {
        var source = new FakeMacroSource { };
        source.MacroSettings = source.MacroSettings with { IllegalOutputCharacters = "" };
        source.Http.Output = "$USER3$";

        Assert.Equal("$USER3$", source.Text("$SERVICEOUTPUT$"));
    }

    [Fact]
    public void ExpandText_MacroModulationInForce_WinsOverTheItem()
    {
        var source = new FakeMacroSource(
            builder => builder.Add(ObjectType.MacroModulation, "night", ("macromodulation_name", "night"), ("_LIMIT", "99")),
            [("_LIMIT", "10"), ("macromodulations", "night")]);

        Assert.Equal("99", source.Text("$_HOSTLIMIT$"));
    }

    [Fact]
    public void ExpandText_GroupMacros_ListMembersAndStates()
    {
        var source = new FakeMacroSource(builder => builder
            .Host("db").Add(ObjectType.HostGroup, "all", ("hostgroup_name", "all"), ("alias", "All of them"), ("members", "db,web")));
        source.Host.State = 1;

        Assert.Equal(
            "All of them|db,web|UP+DOWN|all",
            source.Text("$HOSTGROUPALIAS:all$|$HOSTGROUPMEMBERS$|$HOSTSTATE:all:+$|$HOSTGROUPNAMES$"));
    }

    [Theory]
    [InlineData("euro", "14/11/2023 23:13:20")]
    [InlineData("iso8601", "2023-11-14 23:13:20")]
    [InlineData("strict-iso8601", "2023-11-14T23:13:20")]
    public void ExpandText_DateFormatAndZone_AreFollowed(string format, string expected) => Assert.Equal(
        expected,
        new FakeMacroSource(builder => builder.Main("date_format", format).Main("use_timezone", "Europe/Paris")).Text("$SHORTDATETIME$"));

    [Fact]
    public void ExpandText_LongDateInAZone_ShowsTheOffset() => Assert.Equal(
        "Tue Nov 14 23:13:20 +0100 2023",
        new FakeMacroSource(builder => builder.Main("use_timezone", "Europe/Paris")).Text("$LONGDATETIME$"));

    [Fact]
    public void ExpandText_MacrosThatNameEachOther_EndsWithoutGrowing()
    {
        var source = new FakeMacroSource(host: [("_A", "x$_HOSTB$$_HOSTB$"), ("_B", "$_HOSTA$$_HOSTA$")]);

        Assert.InRange(source.Text("$_HOSTA$").Length, 1, 65_536);
    }

    [Fact]
    public void Expand_MacrosThatNameEachOther_IsRefused()
    {
        var source = new FakeMacroSource(host: [("_A", "$_HOSTB$$_HOSTB$"), ("_B", "$_HOSTA$$_HOSTA$")]);

        Assert.Contains("do its macros name each other?", source.Command("/bin/true $_HOSTA$").Refusal, StringComparison.Ordinal);
    }
}
