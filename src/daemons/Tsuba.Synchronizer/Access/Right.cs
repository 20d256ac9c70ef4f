namespace Tsuba.Synchronizer.Access;

/// <summary>What somebody may do with the configuration; each includes those before it.</summary>
public enum Right
{
    /// <summary>See objects, history and differences; values that are sensitive are masked.</summary>
    Viewer,

    /// <summary>Edit in drafts of one's own, see files as text, merge into staging.</summary>
    Editor,

    /// <summary>Apply to production, revert, work in drafts of others.</summary>
    Publisher,
}
