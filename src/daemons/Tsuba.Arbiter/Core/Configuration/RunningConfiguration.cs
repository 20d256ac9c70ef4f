using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Tsuba.Dispatch.Cutting;
using Tsuba.Model.Items;

namespace Tsuba.Arbiter.Core.Configuration;

/// <summary>An accepted configuration, cut and encoded.</summary>
/// <param name="Generation">Its generation.</param>
/// <param name="Cut">Shards, parts, daemons.</param>
/// <param name="Parts">Parts ready to be sent.</param>
public sealed record RunningConfiguration(long Generation, ConfigurationCut Cut, ImmutableSortedDictionary<PartId, RunningPart> Parts)
{
    /// <summary>One name for what it says, generation apart: SHA-256 over the parts and their content, in hexadecimal.</summary>
    public string Hash { get; } = HashOf(Parts);

    private static string HashOf(ImmutableSortedDictionary<PartId, RunningPart> parts)
    {
        var text = new StringBuilder();
        foreach (var (id, part) in parts)
        {
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{id.Value} {part.ContentHash}\n");
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(text.ToString())));
    }
}
