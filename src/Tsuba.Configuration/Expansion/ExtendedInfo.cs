using Tsuba.Configuration.Objects;
using Tsuba.Model.Definitions;
using Tsuba.Model.Diagnostics;

namespace Tsuba.Configuration.Expansion;

/// <summary>hostextinfo and serviceextinfo: notes and images for items that set none themselves. Source: reference/shinken.md 3.9.</summary>
internal sealed class ExtendedInfo(Resolution resolution, HostTable hosts, ServiceTable services)
{
    /// <summary>Applies both kinds.</summary>
    internal void Apply()
    {
        foreach (var definition in resolution.Store.Of(ObjectType.HostExtInfo).Where(definition => !definition.IsTemplate))
        {
            ApplyToHosts(resolution.Draft(definition));
        }

        foreach (var definition in resolution.Store.Of(ObjectType.ServiceExtInfo).Where(definition => !definition.IsTemplate))
        {
            ApplyToServices(resolution.Draft(definition));
        }
    }

    private static IEnumerable<(string Name, string Value, SourceLocation Origin)> Values(ObjectDraft draft) =>
        draft.Own.ToArray().Concat(draft.Inherited.Entries.Where(entry => draft.IndexOf(entry.Name) < 0))
            .Where(entry => entry.Value is not null && entry.Name.Row is not null && entry.Name.Text is not ("host_name" or "service_description"))
            .Select(entry => (entry.Name.Text, entry.Value!, entry.Origin));

    private void ApplyToHosts(ObjectDraft draft)
    {
        foreach (var host in TargetHosts(draft))
        {
            var item = hosts.Drafts[host];
            foreach (var (text, value, origin) in Values(draft))
            {
                if (resolution.Store.NamesOf(ObjectType.Host).Known(text) is { } name && !item.TryGet(name, out _))
                {
                    item.Set(name, value, origin);
                }
            }
        }
    }

    private void ApplyToServices(ObjectDraft draft)
    {
        var descriptionName = resolution.Name(ObjectType.ServiceExtInfo, "service_description");
        var description = draft.Value(descriptionName) ?? "";
        foreach (var host in TargetHosts(draft))
        {
            var index = services.Find(host, description);
            if (index < 0)
            {
                resolution.Findings.Add(
                    ReferenceFindings.ExtendedInfoWithoutTarget,
                    draft.Locate(descriptionName),
                    $"host \"{Excerpt.Of(hosts.Names[host])}\" has no service \"{Excerpt.Of(description)}\"{resolution.Findings.Hint(description, services.DescriptionsOf(host))}");
                continue;
            }

            foreach (var (text, value, origin) in Values(draft))
            {
                if (services[index].Resolved.Find(text) is null)
                {
                    services.Set(index, new ResolvedProperty(text, value, origin));
                }
            }
        }
    }

    private IEnumerable<int> TargetHosts(ObjectDraft draft)
    {
        var name = resolution.Name(draft.Definition.Type, "host_name");
        if (draft.Value(name) is not { } value)
        {
            resolution.Findings.Add(
                ReferenceFindings.ExtendedInfoWithoutTarget, draft.Definition.Location, $"{ObjectTypes.Text(draft.Definition.Type)} needs host_name");
            yield break;
        }

        foreach (var entry in Words.SplitList(value))
        {
            var host = hosts.Find(entry);
            if (host >= 0)
            {
                yield return host;
            }
            else
            {
                resolution.Findings.Add(
                    ReferenceFindings.ExtendedInfoWithoutTarget,
                    draft.Locate(name),
                    $"there is no host \"{Excerpt.Of(entry)}\"{resolution.Findings.Hint(entry, hosts.Names)}");
            }
        }
    }
}
