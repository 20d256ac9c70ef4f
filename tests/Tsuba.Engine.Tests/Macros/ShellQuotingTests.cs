using System.Diagnostics;
using FsCheck;
using FsCheck.Fluent;
using Tsuba.Model.Invocations;

namespace Tsuba.Engine.Tests.Macros;

/// <summary>What a real shell makes of the lines: every text arrives as one unchanged argument, and nothing else runs.</summary>
public sealed class ShellQuotingTests
{
    [Fact]
    public void Expand_AnyOutputInAShellLine_ReachesTheProgramUnchanged() => Prop.ForAll(
        Gen.Elements(" ", ";", "'", "\"", "`", "$(", ")", "$", "{", "}", "|", "&", "\\", "-", "*", "~", "#", "a", "echo PWNED", "é", "%s", "!", "\t")
            .ListOf().Select(string.Concat).ToArbitrary(),
        output =>
        {
            var source = new FakeMacroSource();
            source.MacroSettings = source.MacroSettings with { IllegalOutputCharacters = "" };
            source.Http.Output = output;
            var line = "printf '<%s>' $SERVICEOUTPUT$ \"a$SERVICEOUTPUT$\" 'b$SERVICEOUTPUT$' \"$$(printf '[%s]' \"x$SERVICEOUTPUT$\")\" | cat";
            var invocation = source.Command(line).Invocation!;

            var first = output.StartsWith('-') ? " " + output : output;
            return Run(invocation) == $"<{first}><a{output}><b{output}><[x{output}]>";
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    private static string Run(CommandInvocation invocation)
    {
        var start = new ProcessStartInfo("/bin/sh") { RedirectStandardOutput = true, StandardOutputEncoding = System.Text.Encoding.UTF8 };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(invocation.ShellLine!);
        foreach (var (name, value) in invocation.Environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return text;
    }
}
