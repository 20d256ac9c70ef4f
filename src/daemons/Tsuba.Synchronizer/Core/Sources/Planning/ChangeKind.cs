namespace Tsuba.Synchronizer.Core.Sources.Planning;

/// <summary>What sources want to do to an object.</summary>
public enum ChangeKind
{
    /// <summary>It is not there and is added.</summary>
    Add,

    /// <summary>Some of its properties change.</summary>
    Change,

    /// <summary>It gets another name, and perhaps other properties.</summary>
    Rename,

    /// <summary>It has vanished from its sources; nothing happens yet.</summary>
    Vanish,

    /// <summary>It has been away for long enough to be switched off.</summary>
    Disable,

    /// <summary>It has been away for long enough to be deleted.</summary>
    Delete,

    /// <summary>A person changed or removed it, so it stays as the person left it.</summary>
    Keep,

    /// <summary>It cannot be done; a person must decide.</summary>
    Conflict,
}
