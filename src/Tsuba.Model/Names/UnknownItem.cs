using Tsuba.Model.Items;

namespace Tsuba.Model.Names;

/// <summary>What is said to somebody who names an item that there is not.</summary>
public static class UnknownItem
{
    /// <summary>One sentence, with the nearest name if there is one.</summary>
    /// <param name="name">What was asked for.</param>
    /// <param name="hosts">Names of the hosts that may be told.</param>
    /// <param name="services">Descriptions of the services of the host; null: there is no such host either.</param>
    public static string Describe(ItemName name, IEnumerable<string> hosts, IEnumerable<string>? services)
    {
        if (services is null)
        {
            return $"there is no host '{name.Host}'{Hint(NearName.Find(name.Host, hosts))}";
        }

        var near = NearName.Find(name.Description ?? "", services);
        return $"there is no service '{name}'{Hint(near is null ? null : new ItemName(name.Host, near).ToString())}";
    }

    private static string Hint(string? near) => near is null ? "" : $"; did you mean '{near}'?";
}
