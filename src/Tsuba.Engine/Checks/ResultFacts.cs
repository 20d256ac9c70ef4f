using Tsuba.Model.Plugins;

namespace Tsuba.Engine.Checks;

/// <summary>A result after its exit code and its text have been read.</summary>
internal readonly struct ResultFacts
{
    /// <summary>State id, before parents are looked at.</summary>
    public required byte State { get; init; }

    /// <summary>The text.</summary>
    public required PluginOutput Text { get; init; }

    /// <summary>Whether it came by command.</summary>
    public bool IsPassive { get; init; }

    /// <summary>Whether the check was raised for a dependent item.</summary>
    public bool IsDependencyCheck { get; init; }

    /// <summary>Start of the plugin, UTC milliseconds.</summary>
    public long StartUtc { get; init; }

    /// <summary>Moment of which the result speaks, logical milliseconds: a plugin that was started earlier knows nothing of it.</summary>
    public required long SpeaksOfLogical { get; init; }

    /// <summary>Run time.</summary>
    public float ExecutionSeconds { get; init; }

    /// <summary>Start minus plan, never negative.</summary>
    public float LatencySeconds { get; init; }

    /// <summary>Who ran it.</summary>
    public string Poller { get; init; }
}
