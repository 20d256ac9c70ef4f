using Tsuba.Engine.Macros;

namespace Tsuba.Engine.Tests.Macros;

/// <summary>A prepared line gives what the line gives that is written out and split.</summary>
public sealed class PreparedLineTests
{
    private static readonly string[] _pieces =
    [
        "/bin/check", " ", "  ", "\t", "-H", "x", "=", "a=b", "'q r'", "\"d\"", "\\ ", ";", "$$", "$USER1$", "$USER1$/", "$USER3$", "$HOSTADDRESS$", "$HOSTALIAS$",
        "$ARG1$", "$ARG2$", "$ARG3$", "$_SERVICEPORT$", "$_HOSTPASSWORD$", "$SERVICEOUTPUT$", "$NOSUCH$", "$SERVICESTATE$", "é",
    ];

    [Fact]
    public void RandomLines_BothWays_GiveTheSame()
    {
        var source = new FakeMacroSource(host: [("_PASSWORD", "hunter2")]);
        source.Http.Output = "fine";
        var prepared = 0;
        for (var seed = 0; seed < 20_000; seed++)
        {
            var chance = new Random(seed);
            var line = string.Concat(Enumerable.Range(0, chance.Next(1, 9)).Select(_ => _pieces[chance.Next(_pieces.Length)]));
            string[] arguments = [chance.Next(3) == 0 ? "two words" : "80", chance.Next(3) == 0 ? "" : "-w$HOSTADDRESS$"];
            var (words, display) = Written(source, line, arguments);
            var resolver = new MacroResolver(source);
            if (PreparedLine.Of(MacroTemplate.Parse(line)) is { } ready && ready.TryExpand(resolver, source.Scope, [.. arguments]) is { IsDefault: false } told)
            {
                prepared++;
                Assert.True(words is not null && words.SequenceEqual(told), $"seed {seed}: {line} gives {string.Join('|', told)}, not {string.Join('|', words ?? ["a shell"])}");
                Assert.Equal(display, ready.Display);
            }

            // Whichever way it goes, the same comes out.
            var expanded = source.Command(line, arguments);
            if (expanded.Invocation is { ShellLine: null } invocation)
            {
                Assert.Equal(words, invocation.Arguments);
                Assert.Equal(display, invocation.Display);
            }
        }

        Assert.True(prepared > 2_000, $"{prepared} lines were prepared");
    }

    [Fact]
    public void UsualCheck_IsPrepared()
    {
        var source = new FakeMacroSource();
        var line = PreparedLine.Of(MacroTemplate.Parse("$USER1$/check_tcp -H $HOSTADDRESS$ -p $ARG1$ -C $USER3$"));

        Assert.NotNull(line);
        Assert.Equal<string>(["/usr/lib/plugins/check_tcp", "-H", "192.0.2.7", "-p", "80", "-C", "s3cret"], line.TryExpand(new MacroResolver(source), source.Scope, ["80"]));
        Assert.Equal("/usr/lib/plugins/check_tcp -H 192.0.2.7 -p 80 -C ****", line.Display);
    }

    // The long way: null where the line needs a shell, or holds an open quote.
    private static (List<string>? Words, string Display) Written(FakeMacroSource source, string line, string[] arguments)
    {
        var text = new MacroText();
        new MacroExpander(new MacroResolver(source)).AppendKept(text, line, source.Scope with { Contact = source.Configuration.Contacts["bob"] }, [.. arguments]);
        var splitter = new ArgumentSplitter();
        var isDone = splitter.Split(text.ToString(), text.Data) == ArgumentSplit.Done;
        return (isDone ? [.. splitter.Words.Select(word => word.Text)] : null, text.Print(maskSecrets: true));
    }
}
