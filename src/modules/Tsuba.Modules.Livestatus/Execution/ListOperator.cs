namespace Tsuba.Modules.Livestatus.Execution;

/// <summary>What can be asked of a list.</summary>
internal enum ListOperator : byte
{
    /// <summary>Whether it is empty, or this one member.</summary>
    Equal,

    /// <summary>Whether it has the member.</summary>
    Contains,

    /// <summary>The same, whatever the case.</summary>
    ContainsIgnoringCase,

    /// <summary>Whether the text of some member fits.</summary>
    Fits,
}
