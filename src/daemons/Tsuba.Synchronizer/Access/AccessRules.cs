using System.IO.Enumeration;
using Tsuba.Configuration.Edits;
using Tsuba.Model.Catalogue;
using Tsuba.Synchronizer.Versions;

namespace Tsuba.Synchronizer.Access;

/// <summary>The one place that says who may do what.</summary>
internal static class AccessRules
{
    /// <summary>Whether the caller may see files as text, in which nothing can be masked.</summary>
    internal static Refusal? SeeText(Caller caller) => Need(caller, Right.Editor, "seeing files and differences as text");

    /// <summary>Whether the caller may open drafts.</summary>
    internal static Refusal? OpenDraft(Caller caller) => Need(caller, Right.Editor, "opening a draft");

    /// <summary>Whether the caller may work in a draft.</summary>
    internal static Refusal? UseDraft(Caller caller, string draftAuthor) =>
        Need(caller, Right.Editor, "working in a draft")
        ?? (caller.Name == draftAuthor || caller.Right >= Right.Publisher
            ? null
            : new Refusal(RefusalKind.Forbidden, $"the draft is {draftAuthor}'s; open one of your own, or ask a publisher"));

    /// <summary>Whether the caller may make these changes of objects: what they were called before must be allowed, and what they are called after it.</summary>
    internal static Refusal? Edit(Caller caller, IEnumerable<ConfigurationEdit> edits, EditOutcome outcome) =>
        caller.Objects.IsEmpty ? null
        : edits.Select(Target).OfType<DefinitionId>().Concat(outcome.Touched).Concat(outcome.Deleted).Where(id => !IsWithin(caller, id)).Select(id => (DefinitionId?)id).FirstOrDefault() is { } other
            ? new Refusal(RefusalKind.Forbidden, $"{other} is not among the objects that {caller.Name} may edit: {string.Join(", ", caller.Objects)}")
            : null;

    /// <summary>Whether the caller may write whole files, or lines of one's own into a merge: only who may edit every object.</summary>
    internal static Refusal? WriteText(Caller caller) =>
        Need(caller, Right.Editor, "writing files")
        ?? (caller.Objects.IsEmpty ? null : new Refusal(RefusalKind.Forbidden, $"{caller.Name} may edit certain objects only, so no files as text"));

    /// <summary>Whether the caller may merge into staging.</summary>
    internal static Refusal? Merge(Caller caller, string draftAuthor, IEnumerable<MergeDecision> decisions) =>
        UseDraft(caller, draftAuthor) ?? (decisions.Any(decision => decision.Take == MergeSide.Text) ? WriteText(caller) : null);

    /// <summary>Whether the caller may apply and revert.</summary>
    internal static Refusal? Publish(Caller caller) => Need(caller, Right.Publisher, "applying and reverting");

    /// <summary>Whether the caller may let sources be read and write what they propose into staging: only who may edit every object.</summary>
    internal static Refusal? UseSources(Caller caller) =>
        Need(caller, Right.Editor, "reading and applying sources")
        ?? (caller.Objects.IsEmpty ? null : new Refusal(RefusalKind.Forbidden, $"{caller.Name} may edit certain objects only, so no sources"));

    /// <summary>A value as the caller may see it.</summary>
    internal static string Shown(Caller caller, Model.Definitions.ObjectType type, string property, string value) =>
        caller.Right >= Right.Editor ? value : SensitiveValues.Hide(type, property, value);

    private static DefinitionId? Target(ConfigurationEdit edit) => edit switch
    {
        SetProperty set => set.Target,
        RemoveProperty remove => remove.Target,
        RenameObject rename => rename.Target,
        DeleteObject delete => delete.Target,
        _ => null,
    };

    private static bool IsWithin(Caller caller, DefinitionId id) =>
        caller.Objects.Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, id.ToString(), ignoreCase: false));

    private static Refusal? Need(Caller caller, Right right, string deed) =>
        caller.Right >= right
            ? null
            : new Refusal(RefusalKind.Forbidden, $"{deed} needs the right {right.ToString().ToLowerInvariant()}; {caller.Name} is {caller.Right.ToString().ToLowerInvariant()}. Rights stand in the file rights of the synchronizer's state directory");
}
