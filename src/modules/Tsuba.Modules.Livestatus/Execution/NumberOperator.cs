namespace Tsuba.Modules.Livestatus.Execution;

/// <summary>How a value is compared with the value of a filter; the others are the opposites of these.</summary>
internal enum NumberOperator : byte
{
    /// <summary>The same.</summary>
    Equal,

    /// <summary>Less.</summary>
    Less,

    /// <summary>Greater.</summary>
    Greater,

    /// <summary>All bits are there.</summary>
    AllBits,

    /// <summary>One of the bits is there.</summary>
    AnyBit,
}
