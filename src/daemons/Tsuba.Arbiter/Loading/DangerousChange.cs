using System.Globalization;
using Tsuba.Configuration.Differences;
using Tsuba.Model.Catalogue;
using Tsuba.Model.Definitions;

namespace Tsuba.Arbiter.Loading;

/// <summary>
/// A valid configuration that is probably a slip: an empty directory, a mount that is missing. Source: reference/reliability.md test 18.
/// </summary>
internal static class DangerousChange
{
    private const string LimitName = "reload_deletion_limit";

    // Below it a share says little: whoever deletes one of three hosts means it.
    private const int Few = 4;

    /// <summary>
    /// What is dangerous about the change, or null: all hosts gone, or at least four hosts or services that are more than the share that
    /// the configuration before allows. The limit of the new configuration does not count: it may be the slip.
    /// </summary>
    internal static string? Find(ResolvedConfiguration? before, ConfigurationDifference difference)
    {
        if (before is null)
        {
            return null;
        }

        var limit = LimitOf(before);
        return Find(before, difference, ObjectType.Host, "hosts", limit) ?? Find(before, difference, ObjectType.Service, "services", limit);
    }

    /// <summary>reload_deletion_limit of a configuration in percent, 0 to 100.</summary>
    internal static int LimitOf(ResolvedConfiguration configuration)
    {
        var main = configuration.Objects.FirstOrDefault(item => item.Type == ObjectType.Main);
        var fallback = PropertyCatalogue.Find(ObjectType.Main, LimitName)?.DefaultIn(configuration.Profile);
        return int.TryParse(main?.Find(LimitName) ?? fallback, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var limit)
            ? Math.Clamp(limit, 0, 100)
            : 0;
    }

    private static string? Find(ResolvedConfiguration before, ConfigurationDifference difference, ObjectType type, string things, int limit)
    {
        var known = before.Objects.Count(item => item.Type == type);
        var gone = difference.Count(type, ChangeKind.Removed);
        var isDangerous = gone > 0 && ((type == ObjectType.Host && gone == known) || (gone >= Few && gone * 100L > (long)known * limit));
        return isDangerous ? string.Create(CultureInfo.InvariantCulture, $"{gone} of {known} {things} would be removed") : null;
    }
}
