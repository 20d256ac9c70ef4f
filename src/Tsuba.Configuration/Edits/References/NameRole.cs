namespace Tsuba.Configuration.Edits.References;

/// <summary>What part a name plays in a value, which decides whether it can be taken out.</summary>
internal enum NameRole
{
    /// <summary>An entry of a list: taken out with its comma.</summary>
    Entry,

    /// <summary>The whole value: the property goes.</summary>
    Whole,

    /// <summary>The host or the description of a pair in a list of pairs: both go.</summary>
    Pair,

    /// <summary>An operand of a group expression or a business rule, or an argument of a macro: cannot be taken out without changing the meaning.</summary>
    Operand,
}
