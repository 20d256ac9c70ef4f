namespace Tsuba.Modules.Tests.StatusData;

/// <summary>Reads status.dat and objects.cache as scripts do: blocks of names and values.</summary>
internal static class StatusBlocks
{
    public static List<(string Type, Dictionary<string, string> Values)> Read(string text, char separator)
    {
        var blocks = new List<(string, Dictionary<string, string>)>();
        Dictionary<string, string>? values = null;
        var type = "";
        foreach (var line in text.Split('\n'))
        {
            if (line.EndsWith(" {", StringComparison.Ordinal))
            {
                (type, values) = (line[..^2], new Dictionary<string, string>(StringComparer.Ordinal));
            }
            else if (line == "\t}")
            {
                blocks.Add((type, values!));
                values = null;
            }
            else if (values is not null)
            {
                var cut = line.IndexOf(separator, 1);
                Assert.True(line[0] == '\t' && cut > 0, $"not a line of a block: '{line}'");
                Assert.True(values.TryAdd(line[1..cut], line[(cut + 1)..]), $"twice: {line}");
            }
        }

        return blocks;
    }

    public static Dictionary<string, string> Of(this List<(string Type, Dictionary<string, string> Values)> blocks, string type, params (string Key, string Value)[] where) =>
        Assert.Single(blocks, block => block.Type == type && where.All(pair => block.Values.GetValueOrDefault(pair.Key) == pair.Value)).Values;
}
