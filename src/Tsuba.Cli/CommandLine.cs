using System.CommandLine;
using System.CommandLine.Parsing;
using Tsuba.Cli.Verbs;
using Tsuba.Hosting.Peers;

namespace Tsuba.Cli;

/// <summary>Reads arguments, runs a verb, turns expected failures into one line and an exit status.</summary>
internal static class CommandLine
{
    /// <summary>Runs the verb in the arguments, or the one in the called name.</summary>
    public static async Task<int> RunAsync(string[] arguments, string calledName)
    {
        var root = Build();
        var verb = CalledName.Verb(calledName);
        if (verb is not null && root.Subcommands.Any(command => command.Name == verb))
        {
            arguments = [verb, .. arguments];
        }

        if (arguments.Length == 0)
        {
            arguments = ["--help"];
        }

        var parsed = root.Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Errors.Count > 0)
        {
            foreach (var line in Explain(parsed, root))
            {
                await Console.Error.WriteLineAsync(line);
            }

            return ExitCodes.Usage;
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            });
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or PeerCallException or ArgumentException)
        {
            await Console.Error.WriteLineAsync($"tsuba: {failure.Message}");
            return ExitCodes.Failure;
        }
    }

    /// <summary>The whole command tree.</summary>
    internal static RootCommand Build()
    {
        var root = new RootCommand("Tsuba: a distributed monitoring system that reads Nagios and Shinken configuration.");
        foreach (var verb in AllVerbs.Create())
        {
            root.Subcommands.Add(verb);
        }

        return root;
    }

    /// <summary>What is wrong with the arguments, and what to type instead.</summary>
    private static IEnumerable<string> Explain(ParseResult parsed, RootCommand root)
    {
        var first = parsed.Tokens.Count > 0 ? parsed.Tokens[0].Value : "";
        if (parsed.CommandResult.Command == root && first is "-v" or "-vv" or "-d" or "-s" or "-u")
        {
            var instead = first == "-d" ? "tsuba run -c FILE (it stays in the foreground)" : "tsuba verify -c FILE";
            return [$"tsuba: {first} alone is no verb here.", $"Try: {instead}"];
        }

        if (parsed.CommandResult.Command == root && first.Length > 0 && first[0] != '-')
        {
            return [$"tsuba: there is no verb '{first}'; the verbs are {string.Join(", ", root.Subcommands.Where(verb => !verb.Hidden).Select(verb => verb.Name))}."];
        }

        return [.. parsed.Errors.Select(error => $"tsuba: {Plain(error)}"), $"Try: {Path(parsed.CommandResult)} --help"];
    }

    /// <summary>With the name of an argument that is missing, and without the names of .NET types.</summary>
    private static string Plain(ParseError error)
    {
        if (error.SymbolResult is ArgumentResult { Argument.Name: var name, Tokens.Count: 0, Parent: CommandResult })
        {
            return $"<{name}> is missing.";
        }

        var message = error.Message;
        var type = message.IndexOf(" as expected type ", StringComparison.Ordinal);
        return type < 0 ? message : message[..type] + ": a number is expected.";
    }

    private static string Path(CommandResult result)
    {
        var names = new List<string>();
        for (SymbolResult? step = result; step is CommandResult command; step = step.Parent)
        {
            names.Insert(0, command.Command is RootCommand ? "tsuba" : command.Command.Name);
        }

        return string.Join(' ', names);
    }
}
