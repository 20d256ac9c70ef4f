using System.Text;
using System.Text.Json;
using Tsuba.LiveState.Access;
using Tsuba.Modules.Livestatus;
using Tsuba.Testing.Requirements;

namespace Tsuba.Modules.Tests.Livestatus.Icinga;

public sealed class IcingaComparisonTests
{
    private const int Queries = 300;
    private const int Seed = 20_260;

    [RequiresFact(Requirement.LivestatusClients)]
    public async Task RandomQueries_SameObjects_GiveTheSameRows()
    {
        await using var icinga = await IcingaServer.StartAsync();
        var ours = new LivestatusQuery(ComparedSite.Tables(), TimeProvider.System);
        var random = new Random(Seed);
        var differences = new List<string>();
        for (var number = 0; number < Queries; number++)
        {
            var query = RandomQuery.Make(random) + "OutputFormat: json\n";
            var theirs = Rows(await icinga.AskAsync(query));
            var own = Rows(Encoding.UTF8.GetString(ours.Answer(query, Viewer.Everything("test", canSubmitCommands: false)).Body.Span));
            if (theirs != own)
            {
                differences.Add($"query {number} of seed {Seed}:\n{query}icinga2:\n{theirs}\nours:\n{own}\n");
            }
        }

        Assert.True(differences.Count == 0, $"{differences.Count} of {Queries} differ:\n{string.Join('\n', differences.Take(12).Select(difference => difference[..Math.Min(difference.Length, 900)]))}");
    }

    // Rows in any order; 1 and 1.0 are the same number; icinga2 writes some flags as true and false, which clients take for 1 and 0.
    private static string Rows(string answer)
    {
        if (!answer.StartsWith('['))
        {
            return "refused: " + answer;
        }

        using var document = JsonDocument.Parse(answer);
        return string.Join('\n', document.RootElement.EnumerateArray().Select(row => string.Join('|', row.EnumerateArray().Select(Text))).Order(StringComparer.Ordinal));
    }

    private static string Text(JsonElement cell) => cell.ValueKind switch
    {
        JsonValueKind.Number => cell.GetDouble().ToString(System.Globalization.CultureInfo.InvariantCulture),
        JsonValueKind.True => "1",
        JsonValueKind.False => "0",
        JsonValueKind.String => cell.GetString()!,
        _ => cell.GetRawText(),
    };
}
