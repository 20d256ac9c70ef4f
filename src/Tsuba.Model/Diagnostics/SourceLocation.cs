using System.Globalization;

namespace Tsuba.Model.Diagnostics;

/// <summary>A place in a configuration file. Lines and columns count from 1; column counts characters; 0 means "not known".</summary>
/// <param name="File">Path as the configuration named it.</param>
/// <param name="Line">Line, from 1.</param>
/// <param name="Column">Column, from 1.</param>
public readonly record struct SourceLocation(string File, int Line, int Column)
{
    /// <summary>A place that is no place in a file.</summary>
    public static SourceLocation None => new("", 0, 0);

    /// <summary><c>file:line:column</c>.</summary>
    public override string ToString() =>
        Line == 0 ? File : string.Create(CultureInfo.InvariantCulture, $"{File}:{Line}:{Column}");
}
