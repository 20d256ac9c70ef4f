using System.Globalization;
using Tsuba.Arbiter.Core.Configuration;

namespace Tsuba.Arbiter.Loading;

/// <summary>A valid configuration that is probably a slip: an empty directory, a mount that is missing. Source: reference/reliability.md test 18.</summary>
internal static class DangerousChange
{
    private const int FewHosts = 4;

    /// <summary>What is dangerous about the change, or null. All hosts gone, or more than half of at least four.</summary>
    internal static string? Find(RunningConfiguration? before, RunningConfiguration after)
    {
        var known = before?.Cut.Graph.Hosts ?? [];
        var gone = known.Count(host => after.Cut.Graph.IndexOf(host.Name) < 0);
        return known.Length > 0 && (gone == known.Length || (known.Length >= FewHosts && gone * 2 > known.Length))
            ? string.Create(CultureInfo.InvariantCulture, $"{gone} of {known.Length} hosts would be removed; confirm it to go on")
            : null;
    }
}
