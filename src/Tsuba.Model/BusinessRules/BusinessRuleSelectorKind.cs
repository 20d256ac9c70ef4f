namespace Tsuba.Model.BusinessRules;

/// <summary>How a part of a leaf chooses hosts or services. Source: reference/shinken.md 3.7.</summary>
public enum BusinessRuleSelectorKind : byte
{
    /// <summary>Nothing written: the owner's host.</summary>
    Owner = 0,

    /// <summary>One name.</summary>
    Name = 1,

    /// <summary><c>*</c>: all.</summary>
    All = 2,

    /// <summary><c>g:</c>: members of a host group or service group.</summary>
    Group = 3,

    /// <summary><c>r:</c>: a regular expression that matches from the start of the name.</summary>
    Regex = 4,

    /// <summary><c>l:</c>: those with a business rule label.</summary>
    Label = 5,

    /// <summary><c>t:</c>: those that use a template.</summary>
    Template = 6,
}
