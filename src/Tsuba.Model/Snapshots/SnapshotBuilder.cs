using System.Collections.Frozen;
using System.Collections.Immutable;
using Tsuba.Model.Definitions;
using Tsuba.Model.Diagnostics;
using Tsuba.Model.Snapshots.Building;

namespace Tsuba.Model.Snapshots;

/// <summary>
/// Links resolved objects into a snapshot: parses values by the property catalogue, joins names to objects, interns equal
/// policies. A parent may lie outside (another part owns it) and is then kept by name only; so may members of a group, which are
/// left out with a warning. Any other unknown name is an error.
/// </summary>
/// <remarks>
/// What the builder expects of resolved objects: keys as in <see cref="ResolvedObject"/>; lists joined by commas; <c>members</c> on
/// groups, complete and without expressions (of a service group: <c>host,description,host,description</c>); dependencies one object
/// for each pair; escalations of the Nagios forms already named <c>escalation</c> objects, and their names on the items; date entries
/// of a time period as properties whose name is the date and whose value is the list of times; resource macros as properties of
/// the main object with their dollars (<c>$USER1$</c>).
/// </remarks>
public static class SnapshotBuilder
{
    /// <summary>Builds the snapshot of a whole configuration or of a part; never throws on bad content.</summary>
    public static SnapshotResult Build(ResolvedConfiguration configuration) =>
        Build(configuration, new BuildContext(configuration.Profile));

    internal static SnapshotResult Build(ResolvedConfiguration configuration, BuildContext context) =>
        new(Link(configuration, context)?.Snapshot, context.Findings());

    /// <summary>Builds as <see cref="Build(ResolvedConfiguration)"/> does, and keeps what is needed to link a changed configuration from the outcome.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <param name="diagnostics">All findings.</param>
    /// <returns>The snapshot with what was kept; null if any finding is an error.</returns>
    public static LinkedConfiguration? Link(ResolvedConfiguration configuration, out ImmutableArray<Diagnostic> diagnostics)
    {
        var context = new BuildContext(configuration.Profile);
        var linked = Link(configuration, context);
        diagnostics = context.Findings();
        return linked;
    }

    private static LinkedConfiguration? Link(ResolvedConfiguration configuration, BuildContext context)
    {
        var byType = ByType(configuration.Objects);
        var main = new ObjectReader(MainOf(byType), context);
        context.IntervalLength = MainSettingsReader.IntervalLength(main);
        LinkShared(byType, context);

        var defaultRealm = DefaultRealm(byType[(int)ObjectType.Realm], context);
        var items = new ItemLinker(context, defaultRealm);
        items.LinkHosts(byType[(int)ObjectType.Host], []);
        items.LinkServices(byType[(int)ObjectType.Service], []);
        var relations = ItemRelations.Link(byType, items.Items, context);
        var settings = MainSettingsReader.Read(main);
        if (context.HasErrors)
        {
            return null;
        }

        var snapshot = new ConfigurationSnapshot
        {
            Profile = configuration.Profile,
            Generation = configuration.Generation,
            Settings = settings,
            Hosts = items.Hosts,
            Services = items.Services,
            Items = items.Items.ToFrozenDictionary(),
            Contacts = context.Contacts.ToFrozenDictionary(StringComparer.Ordinal),
            ContactGroups = context.ContactGroups.ToFrozenDictionary(StringComparer.Ordinal),
            HostGroups = relations.HostGroups,
            ServiceGroups = relations.ServiceGroups,
            Commands = context.Commands.ToFrozenDictionary(StringComparer.Ordinal),
            TimePeriods = context.TimePeriods.ToFrozenDictionary(StringComparer.Ordinal),
            Dependencies = relations.Dependencies,
            ResourceMacros = ResourceMacros(main.Source),
        };
        BusinessRuleChecks.Run([.. items.Rules.Select(rule => (rule.Owner, rule.Host!))], snapshot, context); // No host was kept, so each has its source.
        return context.HasErrors ? null : new LinkedConfiguration(snapshot, context.ForOtherItems(), defaultRealm, [.. items.Rules]);
    }

    // Each kind is linked after those that it refers to.
    private static void LinkShared(List<ResolvedObject>[] byType, BuildContext context)
    {
        TimePeriodLinker.Link(byType[(int)ObjectType.TimePeriod], context);
        Link(byType, ObjectType.Command, context, context.Commands, reader => CommandLinker.Link(reader));
        Link(byType, ObjectType.ResultModulation, context, context.ResultModulations, reader => ModulationLinker.Result(reader));
        Link(byType, ObjectType.CheckModulation, context, context.CheckModulations, reader => ModulationLinker.Check(reader));
        Link(byType, ObjectType.MacroModulation, context, context.MacroModulations, reader => ModulationLinker.Macro(reader));
        Link(
            byType,
            ObjectType.BusinessImpactModulation,
            context,
            context.BusinessImpactModulations,
            reader => ModulationLinker.BusinessImpact(reader));
        Link(byType, ObjectType.NotificationWay, context, context.Ways, reader => ContactLinker.LinkWay(reader, reader.Source.Key));
        ContactLinker.LinkGroups(byType[(int)ObjectType.ContactGroup], byType[(int)ObjectType.Contact], context);
        Link(byType, ObjectType.Escalation, context, context.Escalations, reader => ModulationLinker.Escalation(reader));
    }

    private static void Link<T>(
        List<ResolvedObject>[] byType, ObjectType type, BuildContext context, Dictionary<string, T> table, Func<ObjectReader, T?> link)
        where T : class
    {
        foreach (var source in byType[(int)type])
        {
            if (table.ContainsKey(source.Key))
            {
                context.Report(SnapshotFindings.NameTwice, source.Location, $"\"{ObjectReader.Shorten(source.Key)}\" is defined twice");
            }
            else if (link(new ObjectReader(source, context)) is { } linked)
            {
                table.Add(source.Key, linked);
            }
        }
    }

    internal static List<ResolvedObject>[] ByType(IEnumerable<ResolvedObject> objects)
    {
        var byType = new List<ResolvedObject>[Enum.GetValues<ObjectType>().Length];
        for (var type = 0; type < byType.Length; type++)
        {
            byType[type] = [];
        }

        foreach (var source in objects)
        {
            byType[(int)source.Type].Add(source);
        }

        return byType;
    }

    private static ResolvedObject MainOf(List<ResolvedObject>[] byType) =>
        byType[(int)ObjectType.Main] is [var main, ..] ? main : new ResolvedObject(ObjectType.Main, "", [], [], SourceLocation.None);

    private static string DefaultRealm(List<ResolvedObject> realms, BuildContext context)
    {
        foreach (var realm in realms)
        {
            if (new ObjectReader(realm, context).Flag("default"))
            {
                return realm.Key;
            }
        }

        return realms is [var only] ? only.Key : "Default";
    }

    private static FrozenDictionary<string, string> ResourceMacros(ResolvedObject main) =>
        main.Properties
            .Where(property => property.Name.Length > 2 && property.Name[0] == '$' && property.Name[^1] == '$')
            .ToFrozenDictionary(property => property.Name[1..^1], property => property.Value, StringComparer.Ordinal);
}
