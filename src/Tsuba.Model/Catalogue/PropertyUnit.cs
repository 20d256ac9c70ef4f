namespace Tsuba.Model.Catalogue;

/// <summary>Unit of a number.</summary>
public enum PropertyUnit
{
    /// <summary>A bare number.</summary>
    None,

    /// <summary>Multiples of interval_length.</summary>
    IntervalLength,

    /// <summary>Seconds.</summary>
    Second,

    /// <summary>Percent.</summary>
    Percent,
}
