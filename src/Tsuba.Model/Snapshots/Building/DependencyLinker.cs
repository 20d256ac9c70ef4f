using System.Collections.Immutable;
using Tsuba.Model.Definitions;
using Tsuba.Model.Diagnostics;
using Tsuba.Model.Items;
using Tsuba.Model.Objects;

namespace Tsuba.Model.Snapshots.Building;

/// <summary>Declared dependencies, one object for each pair. Source: reference/shinken.md 3.6.</summary>
internal sealed class DependencyLinker(BuildContext context, Dictionary<ItemId, Item> items)
{
    internal ImmutableArray<Dependency> Link(List<ResolvedObject> ofHosts, List<ResolvedObject> ofServices)
    {
        var dependencies = ImmutableArray.CreateBuilder<Dependency>(ofHosts.Count + ofServices.Count);
        foreach (var source in ofHosts)
        {
            var reader = new ObjectReader(source, context);
            Add(dependencies, reader, OptionLetters.Host, Host(reader, "dependent_host_name"), Host(reader, "host_name"));
        }

        foreach (var source in ofServices)
        {
            var reader = new ObjectReader(source, context);
            var master = Service(reader, "host_name", "host_name", "service_description");
            var dependentHost = reader.IsSet("dependent_host_name") ? "dependent_host_name" : "host_name";
            var dependent = Service(reader, dependentHost, "dependent_host_name", "dependent_service_description");
            Add(dependencies, reader, OptionLetters.Service, dependent, master);
        }

        ReportCircle(dependencies.Where(dependency => dependency.ExecutionCriteria != StateOptions.None));
        ReportCircle(dependencies.Where(dependency => dependency.NotificationCriteria != StateOptions.None));
        return dependencies.DrainToImmutable();
    }

    private static void Add(
        ImmutableArray<Dependency>.Builder dependencies, in ObjectReader reader, OptionLetters letters, Item? dependent, Item? master)
    {
        var execution = reader.Options("execution_failure_criteria", letters);
        var notification = reader.Options("notification_failure_criteria", letters);
        var period = reader.Period("dependency_period");
        if (dependent is not null && master is not null)
        {
            dependencies.Add(new Dependency(dependent, master, execution, notification, period, reader.Flag("inherits_parent")));
        }
    }

    private Item? Host(in ObjectReader reader, string property)
    {
        if (reader.Text(property) is not { } name)
        {
            context.Report(SnapshotFindings.PropertyMissing, reader.Source.Location, $"{property} is missing");
            return null;
        }

        return Find(reader, property, new ItemName(name, null), "host");
    }

    private Item? Service(in ObjectReader reader, string hostProperty, string place, string descriptionProperty)
    {
        if (reader.Text(hostProperty) is not { } host || reader.Text(descriptionProperty) is not { } description)
        {
            context.Report(SnapshotFindings.PropertyMissing, reader.Source.Location, $"{hostProperty} or {descriptionProperty} is missing");
            return null;
        }

        return Find(reader, place, new ItemName(host, description), "service");
    }

    private Item? Find(in ObjectReader reader, string property, ItemName name, string kind)
    {
        if (items.TryGetValue(name.Id, out var item))
        {
            return item;
        }

        context.Report(SnapshotFindings.NameUnknown, reader.Locate(property), $"{property}: there is no {kind} \"{ObjectReader.Shorten(name.ToString())}\"");
        return null;
    }

    // Checks and notifications are two graphs: what is a circle only in both together does no harm.
    private void ReportCircle(IEnumerable<Dependency> dependencies)
    {
        var masters = dependencies.GroupBy(dependency => dependency.Dependent)
            .ToDictionary(group => group.Key, group => (IReadOnlyList<Item>)[.. group.Select(dependency => dependency.Master).Distinct()]);
        if (Circle.Find(masters.Keys, item => masters.GetValueOrDefault(item) ?? []) is { } circle)
        {
            context.Report(
                SnapshotFindings.Circle,
                SourceLocation.None,
                $"these items depend on each other: {string.Join(" → ", circle.Append(circle[0]).Select(item => item.Name))}");
        }
    }
}
