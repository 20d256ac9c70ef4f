using System.CommandLine;
using Tsuba.Cli.Sites;
using Tsuba.Model.Items;
using Tsuba.Protocol;
using Tsuba.Protocol.Contracts;
using Command = System.CommandLine.Command;

namespace Tsuba.Cli.Verbs;

/// <summary><c>tsuba query</c>: Livestatus from the terminal.</summary>
internal static class QueryVerb
{
    private const int Ok = 200;

    public static Command Create()
    {
        var site = new SiteOptions();
        var text = new Argument<string?>("query")
        {
            Description = "Livestatus query; \\n stands for a line break. Read from standard input if absent.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var command = new Command("query", "Ask the broker, in Livestatus query language.") { text };
        site.AddTo(command);
        command.SetAction(async (parsed, token) =>
        {
            var query = parsed.GetValue(text) ?? await Console.In.ReadToEndAsync(token);
            await using var calls = new OperatorCalls(SiteFinder.Open(parsed, site));
            var request = new QueryRequest { Text = Normalise(query) };
            var reply = await calls.CallAsync(DaemonRole.Broker, Routes.Query, request, TimeSpan.FromSeconds(30), token);
            await using var output = reply.Status == Ok ? Console.OpenStandardOutput() : Console.OpenStandardError();
            await output.WriteAsync(reply.Body.Memory, token);
            return reply.Status == Ok ? ExitCodes.Success : ExitCodes.Failure;
        });
        return command;
    }

    /// <summary>Line breaks typed as <c>\n</c> become real ones, and the empty line that ends a query is added.</summary>
    internal static string Normalise(string query) =>
        query.Replace("\\n", "\n", StringComparison.Ordinal).ReplaceLineEndings("\n").TrimEnd('\n') + "\n\n";
}
