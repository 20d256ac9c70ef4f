namespace Tsuba.Engine.Scenarios;

/// <summary>How often something is expected.</summary>
public enum ExpectedTimes : byte
{
    /// <summary>At least once.</summary>
    AtLeastOnce = 0,

    /// <summary><c>once</c>.</summary>
    Once = 1,

    /// <summary><c>no</c>: never.</summary>
    Never = 2,
}
