namespace Tsuba.Synchronizer.Versions;

/// <summary>An open draft.</summary>
/// <param name="Name"><c>author/number</c>.</param>
/// <param name="Author">Who opened it.</param>
/// <param name="Head">Its last commit.</param>
/// <param name="Revision">What it holds now: the last commit, or the edits since. An edit may name it, so that it is not made on what somebody else changed meanwhile.</param>
public sealed record Draft(string Name, string Author, string Head, string Revision)
{
    /// <summary>Whether there are edits that no commit describes.</summary>
    public bool HasEdits => Head != Revision;
}
