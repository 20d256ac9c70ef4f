using Tsuba.Model.Definitions;
using Tsuba.Model.Diagnostics;

namespace Tsuba.Arbiter.Loading;

/// <summary>
/// A configuration without <c>use_timezone</c> means the clock on the wall where it is kept, as in Nagios and Shinken. The arbiter
/// writes its machine's zone into the configuration before it is cut, so that every scheduler, wherever it runs, means the same hours.
/// </summary>
public static class MachineZone
{
    private const string Name = "use_timezone";

    /// <summary>The configuration with a zone: its own, or that of the machine. One whose name no other machine would know is left out.</summary>
    public static ResolvedConfiguration Apply(ResolvedConfiguration configuration, TimeZoneInfo machine)
    {
        var index = IndexOfMain(configuration);
        if (index < 0 || configuration.Objects[index].Find(Name) is { Length: > 0 } || !TimeZoneInfo.TryFindSystemTimeZoneById(machine.Id, out _))
        {
            return configuration;
        }

        var main = configuration.Objects[index];
        var own = main.Own
            .RemoveAll(property => property.Name == Name)
            .Add(new ResolvedProperty(Name, machine.Id, SourceLocation.None))
            .Sort((left, right) => string.CompareOrdinal(left.Name, right.Name));
        return configuration with { Objects = configuration.Objects.SetItem(index, main with { Own = own }) };
    }

    private static int IndexOfMain(ResolvedConfiguration configuration)
    {
        for (var index = 0; index < configuration.Objects.Length; index++)
        {
            if (configuration.Objects[index].Type == ObjectType.Main)
            {
                return index;
            }
        }

        return -1;
    }
}
