namespace Tsuba.Scheduler.Core;

/// <summary>Numbers that an engine was given of a source and of the rounds of its name. As large as what is looked through; lives for one batch.</summary>
internal sealed class KnownNumbers
{
    private readonly Dictionary<ulong, string> _names = [];

    /// <summary>A number that the engine was given under a name.</summary>
    public void Add(string name, ulong number) => _names.TryAdd(number, name);

    /// <summary>Under which name the engine has a number; null: it has not.</summary>
    public string? Under(ulong number) => _names.GetValueOrDefault(number);
}
