namespace Tsuba.Scheduler.Core;

/// <summary>Numbers that an engine was given of a source and of the rounds of its name. As large as what is looked through; lives for one batch.</summary>
internal sealed class KnownNumbers
{
    private readonly Dictionary<ulong, string> _names = [];
    private readonly Dictionary<string, ulong> _highest = new(StringComparer.Ordinal);

    /// <summary>A number that the engine was given under a name.</summary>
    public void Add(string name, ulong number)
    {
        _names.TryAdd(number, name);
        _highest[name] = Math.Max(_highest.GetValueOrDefault(name), number);
    }

    /// <summary>Under which name the engine has a number; null: it has not.</summary>
    public string? Under(ulong number) => _names.GetValueOrDefault(number);

    /// <summary>The highest number under a name; 0: there is none.</summary>
    public ulong Highest(string name) => _highest.GetValueOrDefault(name);
}
