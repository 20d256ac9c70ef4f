namespace Tsuba.Synchronizer.Api.Messages;

/// <summary>An open draft.</summary>
/// <param name="Name">author/number.</param>
/// <param name="Author">Who opened it.</param>
/// <param name="Head">Its last commit.</param>
/// <param name="Revision">What it holds now; an edit may name it.</param>
/// <param name="HasEdits">Whether there are edits that are not committed.</param>
public sealed record DraftEntry(string Name, string Author, string Head, string Revision, bool HasEdits);
