namespace Tsuba.Engine.Explain;

/// <summary>How the value of an argument is shown.</summary>
public enum ArgumentKind
{
    /// <summary>As it is.</summary>
    Text = 0,

    /// <summary>UTC milliseconds since 1970, shown in the zone of the configuration.</summary>
    Time = 1,

    /// <summary>Milliseconds.</summary>
    Duration = 2,

    /// <summary>A host or service that the reader may not see: its name is not in the argument.</summary>
    Hidden = 3,

    /// <summary>Code of a row, which is shown without arguments.</summary>
    Sentence = 4,
}
