namespace Tsuba.Model.Sources;

/// <summary>One entry of a directory.</summary>
/// <param name="Name">Name without folder.</param>
/// <param name="IsDirectory">Whether it is a directory, or a link to one.</param>
/// <param name="LinkTarget">Where a symbolic link leads in the end, as an absolute path; null for what is no link. Loops are found by it.</param>
public readonly record struct SourceEntry(string Name, bool IsDirectory, string? LinkTarget);
