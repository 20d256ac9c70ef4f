namespace Tsuba.Synchronizer.Api.Messages;

/// <summary>One definition.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Type">What it defines.</param>
/// <param name="Name">Its name.</param>
/// <param name="Template">Whether it is a template alone.</param>
/// <param name="File">File.</param>
/// <param name="Line">Line.</param>
/// <param name="Uses">Templates that it uses.</param>
public sealed record ObjectEntry(string Id, string Type, string Name, bool Template, string File, int Line, IReadOnlyList<string> Uses);
