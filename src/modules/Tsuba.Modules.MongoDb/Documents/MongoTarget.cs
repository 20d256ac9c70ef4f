namespace Tsuba.Modules.MongoDb.Documents;

/// <summary>Collections that are written. The numbers are on disk.</summary>
internal enum MongoTarget : byte
{
    /// <summary>Every result of a check.</summary>
    CheckResults = 1,

    /// <summary>Changes of state.</summary>
    StateChanges = 2,

    /// <summary>Lines of the Nagios log.</summary>
    Logs = 3,

    /// <summary>Seconds in each state by item and day.</summary>
    Availability = 4,
}
