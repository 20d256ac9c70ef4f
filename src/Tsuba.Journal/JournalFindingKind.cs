namespace Tsuba.Journal;

/// <summary>Kinds of findings.</summary>
public enum JournalFindingKind
{
    /// <summary>An unfinished write was cut off. Nothing that was ever acknowledged is lost.</summary>
    TornTail,

    /// <summary>Bytes that were good once are not any more. The file is kept aside.</summary>
    Damaged,

    /// <summary>A good file that cannot be used, since something before it is missing. It is kept aside.</summary>
    SetAside,
}
