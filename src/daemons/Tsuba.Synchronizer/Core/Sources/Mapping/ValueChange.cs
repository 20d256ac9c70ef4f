namespace Tsuba.Synchronizer.Core.Sources.Mapping;

/// <summary>What can be done to the value of a field, as the word behind a bar.</summary>
public enum ValueChange
{
    /// <summary>Small letters.</summary>
    Lower,

    /// <summary>Capital letters.</summary>
    Upper,

    /// <summary>What stands before the first dot.</summary>
    Host,

    /// <summary>Characters that a value from outside may not hold become <c>_</c>.</summary>
    Safe,

    /// <summary>Only the first of several values.</summary>
    First,

    /// <summary>The value names another entry by its distinguished name: the name of the object that it became, nothing if it became none.</summary>
    Name,
}
