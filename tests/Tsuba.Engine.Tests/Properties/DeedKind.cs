namespace Tsuba.Engine.Tests.Properties;

/// <summary>Kinds of deeds.</summary>
internal enum DeedKind
{
    /// <summary>A plugin says something else from now on.</summary>
    Answer,

    /// <summary>A passive result.</summary>
    Result,

    /// <summary>An external command.</summary>
    Command,
}
