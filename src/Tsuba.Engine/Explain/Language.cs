namespace Tsuba.Engine.Explain;

/// <summary>Languages of the message table.</summary>
public enum Language
{
    /// <summary>English.</summary>
    English = 0,

    /// <summary>French.</summary>
    French = 1,
}
