namespace Tsuba.Engine.Tests.Macros;

public sealed class CommandExpanderTests
{
    [Fact]
    public void Expand_PlainLine_IsSplitWithoutAShell()
    {
        var invocation = new FakeMacroSource().Command("$USER1$/check_http -H $HOSTADDRESS$ -u '/a?b=c&d' -s \"two words\" $ARG1$ $ARG2$", "-w 1 -c 2").Invocation;

        Assert.NotNull(invocation);
        Assert.Null(invocation.ShellLine);
        Assert.Equal<string>(
            ["/usr/lib/plugins/check_http", "-H", "192.0.2.7", "-u", "/a?b=c&d", "-s", "two words", "-w", "1", "-c", "2"],
            invocation.Arguments);
        Assert.Equal(TimeSpan.FromSeconds(60), invocation.Timeout);
    }

    [Theory]
    [InlineData("; rm -rf /")]
    [InlineData("$(reboot)")]
    [InlineData("`reboot`")]
    [InlineData("' ; reboot ; '")]
    [InlineData("\" ; reboot ; \"")]
    [InlineData("a b  c\td")]
    [InlineData("$HOSTNAME$ | tee /etc/passwd &")]
    public void Expand_HostileOutput_IsOneArgument(string output)
    {
        var source = new FakeMacroSource();
        source.MacroSettings = source.MacroSettings with { IllegalOutputCharacters = "" };
        source.Http.Output = output;

        var invocation = source.Command("/bin/notify $SERVICEOUTPUT$ \"<$SERVICEOUTPUT$>\" '$SERVICEOUTPUT$' end").Invocation;

        Assert.NotNull(invocation);
        Assert.Equal<string>(["/bin/notify", output, $"<{output}>", output, "end"], invocation.Arguments);
    }

    [Fact]
    public void Expand_OutputWithALeadingMinus_IsNoOption()
    {
        var source = new FakeMacroSource();
        source.Http.Output = "--config=/tmp/evil";

        Assert.Equal<string>(["/bin/notify", " --config=/tmp/evil", "x--config=/tmp/evil"], source.Command("/bin/notify $SERVICEOUTPUT$ x$SERVICEOUTPUT$").Invocation!.Arguments);
    }

    [Fact]
    public void Expand_LineThatNeedsAShell_ReferencesTextsByVariables()
    {
        var source = new FakeMacroSource();
        source.Http.Output = "down; reboot";

        var invocation = source.Command("/usr/bin/printf \"%b\" \"$HOSTNAME$: $SERVICEOUTPUT$\" | /usr/bin/mail -s $SERVICEOUTPUT$ $CONTACTEMAIL$").Invocation;

        Assert.NotNull(invocation);
        Assert.Equal(
            "/usr/bin/printf \"%b\" \"web: ${TSUBA_DATA_1}\" | /usr/bin/mail -s \"${TSUBA_DATA_2}\" bob@example.org",
            invocation.ShellLine);
        Assert.Equal<string>(["down; reboot", "down; reboot"], invocation.Environment.Select(pair => pair.Value));
        Assert.Equal("/usr/bin/printf \"%b\" \"web: down; reboot\" | /usr/bin/mail -s down; reboot bob@example.org", invocation.Display);
    }

    [Theory]
    [InlineData("$SERVICEOUTPUT$", "stands where the name of a program is expected")]
    [InlineData("/bin/true; $SERVICEOUTPUT$", "stands where the name of a program is expected")]
    [InlineData("echo $(pre$SERVICEOUTPUT$)", "stands where the name of a program is expected")]
    [InlineData("echo \"`$SERVICEOUTPUT$`\"", "stands where the name of a program is expected")]
    [InlineData("$(echo $SERVICEOUTPUT$) x", "stands where the name of a program is expected")]
    [InlineData("if $SERVICEOUTPUT$; then true; fi", "stands where the name of a program is expected")]
    [InlineData("LD_PRELOAD=$SERVICEOUTPUT$ /bin/true", "stands where the name of a program is expected")]
    [InlineData("/bin/sh -c \"echo $SERVICEOUTPUT$\"", "would be code that sh runs")]
    [InlineData("/usr/bin/env bash -xc '$SERVICEOUTPUT$'", "would be code that bash runs")]
    [InlineData("/usr/bin/python3 -c $SERVICEOUTPUT$", "would be code that python3 runs")]
    [InlineData("/bin/su - nagios -c \"x $SERVICEOUTPUT$\"", "would be code that su runs")]
    [InlineData("eval echo $SERVICEOUTPUT$", "would be code that eval runs")]
    [InlineData("ssh far notify $SERVICEOUTPUT$", "would be code that ssh runs")]
    [InlineData("nice -n 5 $SERVICEOUTPUT$", "would be the program that nice runs")]
    [InlineData("echo $SERVICEOUTPUT$ | sh", "would be code that sh reads")]
    [InlineData("echo x > /tmp/$SERVICEOUTPUT$", "would be the name of a file")]
    [InlineData("echo ${X:-$SERVICEOUTPUT$}", "stands inside ${…}")]
    [InlineData("echo $'a' $SERVICEOUTPUT$", "stands in a line with $'…'")]
    public void Expand_TextWhereItWouldBeCode_IsRefused(string line, string why)
    {
        var source = new FakeMacroSource();
        source.Http.Output = "x";

        // A dollar of the shell is written twice in a command line.
        var escaped = line.Replace("$(", "$$(", StringComparison.Ordinal).Replace("${", "$${", StringComparison.Ordinal).Replace("$'a", "$$'a", StringComparison.Ordinal);
        var expanded = source.Command(escaped);

        Assert.Null(expanded.Invocation);
        Assert.Contains(why, expanded.Refusal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/bin/sh -c 'echo \"$$1\"' name $SERVICEOUTPUT$")]
    [InlineData("/bin/sh /opt/notify.sh $SERVICEOUTPUT$")]
    [InlineData("/usr/bin/timeout 5 /opt/notify $SERVICEOUTPUT$")]
    [InlineData("echo $SERVICEOUTPUT$ | /bin/sed -e s/a/b/ | sh /opt/notify.sh")]
    [InlineData("echo $SERVICEOUTPUT$ 2>&1 >> /tmp/log; true")]
    public void Expand_TextAsAnArgumentOfAScript_IsAccepted(string line) => Assert.True(new FakeMacroSource().Command(line).CanRun);

    [Fact]
    public void Expand_ChangedCustomVariable_IsData()
    {
        var source = new FakeMacroSource();
        source.Http.Changed["PORT"] = "80 ; reboot";

        Assert.Equal<string>(["/bin/check", "-p", "80 ; reboot"], source.Command("/bin/check -p $_SERVICEPORT$").Invocation!.Arguments);
    }

    [Fact]
    public void Expand_Secrets_AreMaskedInDisplayOnly()
    {
        var source = new FakeMacroSource(host: [("_SNMPCOMMUNITY", "private")]);

        var invocation = source.Command("$USER1$/check -p $USER3$ -C $_HOSTSNMPCOMMUNITY$ -a $ARG1$", "x$USER3$y").Invocation!;

        Assert.Equal("/usr/lib/plugins/check -p **** -C **** -a x****y", invocation.Display);
        Assert.Equal<string>(["/usr/lib/plugins/check", "-p", "s3cret", "-C", "private", "-a", "xs3crety"], invocation.Arguments);
    }

    [Fact]
    public void Expand_EnvironmentMacros_GiveEveryMacroThatHasAValue()
    {
        var source = new FakeMacroSource();
        source.MacroSettings = source.MacroSettings with { EnvironmentMacros = true };
        source.Http.Output = "fine";

        var environment = source.Command("/bin/check", "one").Invocation!.Environment.ToDictionary();

        Assert.Equal("web", environment["NAGIOS_HOSTNAME"]);
        Assert.Equal("fine", environment["NAGIOS_SERVICEOUTPUT"]);
        Assert.Equal("8080", environment["NAGIOS__SERVICEPORT"]);
        Assert.Equal("one", environment["NAGIOS_ARG1"]);
        Assert.DoesNotContain("s3cret", environment.Values);
    }

    [Theory]
    [InlineData("", "names no program")]
    [InlineData("/bin/x 'open", "has a quote that is not closed")]
    public void Expand_LineThatCannotRun_SaysWhy(string line, string why) =>
        Assert.Equal($"command 'c' {why}", new FakeMacroSource().Command(line).Refusal);
}
