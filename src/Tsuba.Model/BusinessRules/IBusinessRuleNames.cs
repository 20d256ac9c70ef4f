namespace Tsuba.Model.BusinessRules;

/// <summary>
/// What the expansions of business rules look up: in a linked snapshot, or in resolved objects where nothing is linked. Sequences come in
/// ordinal order.
/// </summary>
public interface IBusinessRuleNames
{
    /// <summary>Names of all hosts.</summary>
    IEnumerable<string> Hosts { get; }

    /// <summary>Whether there is such a host.</summary>
    bool HasHost(string host);

    /// <summary>Descriptions of the services of a host.</summary>
    IEnumerable<string> ServicesOf(string host);

    /// <summary>Whether the host has such a service.</summary>
    bool HasService(string host, string description);

    /// <summary>Members of a host group; null: there is no such group.</summary>
    IEnumerable<string>? HostsInGroup(string group);

    /// <summary>Whether a service group holds the service.</summary>
    bool IsServiceInGroup(string host, string description, string group);

    /// <summary>Whether there is such a service group.</summary>
    bool HasServiceGroup(string group);

    /// <summary>Labels of a host or, if <paramref name="description"/> is not null, of a service.</summary>
    IEnumerable<string> LabelsOf(string host, string? description);

    /// <summary>Templates of a host or, if <paramref name="description"/> is not null, of a service.</summary>
    IEnumerable<string> TemplatesOf(string host, string? description);
}
