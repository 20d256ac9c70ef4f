namespace Tsuba.Synchronizer.Api.Messages;

/// <summary>A place that names a definition.</summary>
/// <param name="By">Id of the definition that names it.</param>
/// <param name="Property">The property in which it does.</param>
/// <param name="File">File.</param>
/// <param name="Line">Line.</param>
/// <param name="Formula">Whether it stands in a formula or an argument, from which deleting never takes it out.</param>
public sealed record MentionEntry(string By, string Property, string File, int Line, bool Formula);
