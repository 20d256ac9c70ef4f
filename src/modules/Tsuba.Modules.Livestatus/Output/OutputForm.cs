namespace Tsuba.Modules.Livestatus.Output;

/// <summary>Forms of an answer. Source: reference/livestatus.md 5.</summary>
internal enum OutputForm : byte
{
    /// <summary>csv: no quoting.</summary>
    Csv,

    /// <summary>CSV: as RFC 4180.</summary>
    QuotedCsv,

    /// <summary>json.</summary>
    Json,

    /// <summary>wrapped_json.</summary>
    WrappedJson,

    /// <summary>python: texts with a u.</summary>
    Python,

    /// <summary>python3.</summary>
    Python3,
}
