namespace Tsuba.Model.Items;

/// <summary>Whose semantics a configuration asks for (design 3, "Whose semantics"). The numbers are on the wire.</summary>
public enum CompatibilityProfile : byte
{
    /// <summary>As Shinken does.</summary>
    Shinken = 0,

    /// <summary>As Nagios 4 and Naemon do.</summary>
    Nagios = 1,
}
