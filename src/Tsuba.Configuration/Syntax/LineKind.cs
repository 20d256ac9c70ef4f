namespace Tsuba.Configuration.Syntax;

/// <summary>What a logical line of a configuration file is.</summary>
public enum LineKind : byte
{
    /// <summary>Nothing but blanks.</summary>
    Blank,

    /// <summary><c># …</c> or <c>; …</c>.</summary>
    Comment,

    /// <summary><c>key=value</c> outside of an object.</summary>
    Setting,

    /// <summary><c>define TYPE</c>, with or without its brace.</summary>
    Define,

    /// <summary>A brace alone on the line after <c>define TYPE</c>.</summary>
    OpenBrace,

    /// <summary>A property inside an object.</summary>
    Property,

    /// <summary><c>}</c>.</summary>
    CloseBrace,

    /// <summary>Anything else outside of an object.</summary>
    Stray,
}
