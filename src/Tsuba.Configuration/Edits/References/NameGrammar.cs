namespace Tsuba.Configuration.Edits.References;

/// <summary>How names stand in a value.</summary>
internal enum NameGrammar
{
    /// <summary>One name.</summary>
    Whole,

    /// <summary>Names between commas, each perhaps behind <c>!</c>, the first perhaps behind <c>+</c>.</summary>
    List,

    /// <summary>Names joined by <c>, | &amp; + !</c> and parentheses.</summary>
    Expression,

    /// <summary><c>name!arguments</c>, or a business rule.</summary>
    Command,

    /// <summary>Commands between commas.</summary>
    Commands,

    /// <summary><c>host,description,host,description</c>.</summary>
    Pairs,

    /// <summary><c>description,property value</c>.</summary>
    Override,
}
