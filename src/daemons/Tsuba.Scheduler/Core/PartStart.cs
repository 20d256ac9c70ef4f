namespace Tsuba.Scheduler.Core;

/// <summary>In which role a part starts.</summary>
public enum PartStart
{
    /// <summary>None, or it goes on as it is.</summary>
    Nothing = 0,

    /// <summary>As its owner, from the files that are there.</summary>
    Own = 1,

    /// <summary>As a copy, which goes on where its files end.</summary>
    Copy = 2,
}
