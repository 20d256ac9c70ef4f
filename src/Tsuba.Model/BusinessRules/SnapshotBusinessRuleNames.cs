using Tsuba.Model.Items;
using Tsuba.Model.Objects;
using Tsuba.Model.Snapshots;

namespace Tsuba.Model.BusinessRules;

/// <summary>Names of a linked snapshot.</summary>
public sealed class SnapshotBusinessRuleNames(ConfigurationSnapshot snapshot) : IBusinessRuleNames
{
    /// <inheritdoc />
    public IEnumerable<string> Hosts => snapshot.Hosts.Select(host => host.HostName);

    /// <inheritdoc />
    public bool HasHost(string host) => snapshot.FindHost(host) is not null;

    /// <inheritdoc />
    public IEnumerable<string> ServicesOf(string host) => snapshot.FindHost(host)?.Services.Select(service => service.Description) ?? [];

    /// <inheritdoc />
    public bool HasService(string host, string description) => snapshot.FindService(host, description) is not null;

    /// <inheritdoc />
    public IEnumerable<string>? HostsInGroup(string group) =>
        snapshot.HostGroups.GetValueOrDefault(group)?.Members.Select(host => host.HostName);

    /// <inheritdoc />
    public bool IsServiceInGroup(string host, string description, string group) =>
        snapshot.FindService(host, description)?.Groups.Any(candidate => candidate.Name == group) ?? false;

    /// <inheritdoc />
    public bool HasServiceGroup(string group) => snapshot.ServiceGroups.ContainsKey(group);

    /// <inheritdoc />
    public IEnumerable<string> LabelsOf(string host, string? description) =>
        Find(host, description) is { } item ? item.Presentation.Labels : [];

    /// <inheritdoc />
    public IEnumerable<string> TemplatesOf(string host, string? description) => Find(host, description) is { } item ? item.Templates : [];

    private Item? Find(string host, string? description) => snapshot.Items.GetValueOrDefault(ItemId.Of(host, description));
}
