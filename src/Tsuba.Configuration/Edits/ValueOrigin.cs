namespace Tsuba.Configuration.Edits;

/// <summary>How a definition comes by a value.</summary>
public enum ValueOrigin
{
    /// <summary>It says so itself.</summary>
    Own,

    /// <summary>From a template that it uses.</summary>
    Template,

    /// <summary>From a group that it is in.</summary>
    Group,

    /// <summary>A service, from its host.</summary>
    Host,

    /// <summary>From another definition.</summary>
    Other,
}
