using System.Collections.Frozen;
using System.Collections.Immutable;
using Tsuba.Dispatch.Relations;
using Tsuba.Model.Definitions;

namespace Tsuba.Dispatch.Realms;

/// <summary>
/// The realms of a configuration with what is below and above each. A configuration without realms has one, <c>Default</c>.
/// A ring of sub-realms does no harm here: each realm of the ring is below the others. Source: reference/shinken.md 2.3.
/// </summary>
public sealed class RealmTree
{
    /// <summary>Name of the realm that is made where none is declared.</summary>
    public const string ImplicitName = "Default";

    private readonly FrozenDictionary<string, Realm> _realms;
    private readonly FrozenDictionary<string, FrozenSet<string>> _below;

    private RealmTree(IReadOnlyCollection<Realm> realms, string? defaultRealm)
    {
        _realms = realms.ToFrozenDictionary(realm => realm.Name, StringComparer.Ordinal);
        _below = realms.ToFrozenDictionary(realm => realm.Name, realm => Below(_realms, realm.Name), StringComparer.Ordinal);
        Names = [.. realms.Select(realm => realm.Name).Order(StringComparer.Ordinal)];
        DefaultRealm = defaultRealm;
    }

    /// <summary>All realms in ordinal order.</summary>
    public ImmutableArray<string> Names { get; }

    /// <summary>Realm of hosts and daemons that name none; null if several realms exist and none is the default.</summary>
    public string? DefaultRealm { get; }

    /// <summary>Reads the realms of a configuration.</summary>
    public static RealmTree Build(ResolvedConfiguration configuration)
    {
        var realms = new Dictionary<string, Realm>(StringComparer.Ordinal);
        string? defaultRealm = null;
        var higher = new List<(string Realm, string Higher)>();
        foreach (var item in configuration.Objects)
        {
            if (item.Type != ObjectType.Realm)
            {
                continue;
            }

            realms[item.Key] = new Realm(item.Key, [.. NameList.Split(item.Find("realm_members"))], item.Find("broker_complete_links") == "1");
            higher.AddRange(NameList.Split(item.Find("higher_realms")).Select(name => (item.Key, name)));
            if (item.Find("default") == "1")
            {
                defaultRealm ??= item.Key;
            }
        }

        foreach (var (name, above) in higher)
        {
            if (realms.TryGetValue(above, out var realm) && !realm.Members.Contains(name))
            {
                realms[above] = realm with { Members = realm.Members.Add(name) };
            }
        }

        if (realms.Count == 0)
        {
            realms.Add(ImplicitName, new Realm(ImplicitName, [], BrokerCompleteLinks: false));
        }

        if (defaultRealm is null && realms.Count == 1)
        {
            defaultRealm = realms.Keys.Single();
        }

        return new RealmTree(realms.Values, defaultRealm);
    }

    /// <summary>The realm of that name, or null.</summary>
    public Realm? Find(string name) => _realms.GetValueOrDefault(name);

    /// <summary>Whether <paramref name="realm"/> is <paramref name="ancestor"/> itself or below it.</summary>
    public bool IsWithin(string realm, string ancestor) =>
        string.Equals(realm, ancestor, StringComparison.Ordinal) || (_below.TryGetValue(ancestor, out var below) && below.Contains(realm));

    private static FrozenSet<string> Below(FrozenDictionary<string, Realm> realms, string top)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>();
        open.Push(top);
        while (open.TryPop(out var name))
        {
            if (realms.TryGetValue(name, out var realm))
            {
                foreach (var member in realm.Members)
                {
                    if (realms.ContainsKey(member) && found.Add(member))
                    {
                        open.Push(member);
                    }
                }
            }
        }

        return found.ToFrozenSet(StringComparer.Ordinal);
    }
}
