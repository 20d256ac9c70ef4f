namespace Tsuba.Synchronizer.Api.Messages;

/// <summary>Files of the configuration.</summary>
/// <param name="Commit">The commit that was read.</param>
/// <param name="Files">Files by path.</param>
public sealed record FileList(string Commit, IReadOnlyList<FileEntry> Files);
