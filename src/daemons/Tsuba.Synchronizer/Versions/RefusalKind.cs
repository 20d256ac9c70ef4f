namespace Tsuba.Synchronizer.Versions;

/// <summary>Why an order to the work tree was not carried out.</summary>
public enum RefusalKind
{
    /// <summary>Something that the order names is not there.</summary>
    NotFound,

    /// <summary>The order itself makes no sense.</summary>
    Invalid,

    /// <summary>The work tree is not as the order expects it: somebody else was faster.</summary>
    Moved,

    /// <summary>Two authors changed the same place; <see cref="Refusal.Conflicts"/> says where.</summary>
    Conflict,

    /// <summary>The configuration has errors.</summary>
    Faulty,

    /// <summary>The work tree takes no edits: the tree given with <c>-c</c> was not adopted.</summary>
    ReadOnly,

    /// <summary>The caller may not do this.</summary>
    Forbidden,
}
