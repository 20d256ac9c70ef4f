using System.Collections.Immutable;
using Tsuba.Engine.Scenarios;
using Tsuba.Model.Items;
using Tsuba.Model.Objects;
using Tsuba.Model.Snapshots;

namespace Tsuba.Engine.Forecasts;

/// <summary>
/// Which plugins fail because of what is assumed. A host that is assumed to be down fails its services' checks; a host whose parents all
/// fail fails too, and so on downwards. What is named in the script itself says what the script says, the last line first.
/// </summary>
internal sealed class AssumedOutages
{
    private readonly ConfigurationSnapshot _snapshot;
    private readonly ILookup<ItemId, AssumedAnswer> _named;
    private readonly bool _onlyNamed;
    private readonly ILookup<ItemId, Host> _children;
    private readonly Dictionary<ItemId, ItemName> _failing = [];
    private long _utc = long.MinValue;

    /// <summary>Of a part.</summary>
    public AssumedOutages(ConfigurationSnapshot snapshot, IEnumerable<AssumedAnswer> named, bool onlyNamed)
    {
        _snapshot = snapshot;
        _named = named.Reverse().ToLookup(answer => answer.Item.Id);
        _onlyNamed = onlyNamed;
        _children = snapshot.Hosts
            .SelectMany(host => host.Parents.Select(parent => (Parent: parent.Id, Child: host)))
            .ToLookup(pair => pair.Parent, pair => pair.Child);
    }

    /// <summary>Looks anew at who fails; to be called when an assumption begins or ends.</summary>
    public void MoveTo(long utcMilliseconds)
    {
        _utc = utcMilliseconds;
        _failing.Clear();
        var spreading = new Queue<Host>();
        foreach (var answers in _named)
        {
            if (Named(answers.Key) is { Code: not 0 } && _snapshot.Items.GetValueOrDefault(answers.Key) is Host host)
            {
                _failing[host.Id] = host.Name;
                spreading.Enqueue(host);
            }
        }

        while (!_onlyNamed && spreading.TryDequeue(out var host))
        {
            foreach (var child in _children[host.Id])
            {
                if (!_failing.ContainsKey(child.Id) && Named(child.Id) is null && child.Parents.All(parent => _failing.ContainsKey(parent.Id)))
                {
                    _failing[child.Id] = host.Name;
                    spreading.Enqueue(child);
                }
            }
        }
    }

    /// <summary>What the plugin of an item says at the time of <see cref="MoveTo"/>; null: what it said before.</summary>
    public PluginAnswer? Answer(ItemId item)
    {
        if (Named(item) is { } named)
        {
            return named;
        }

        if (_onlyNamed || !_snapshot.Items.TryGetValue(item, out var found))
        {
            return null;
        }

        return found switch
        {
            Service service when _failing.ContainsKey(service.Host.Id) => new PluginAnswer(2, $"CRITICAL - {service.Host.HostName} is assumed to be down"),
            Host host when _failing.TryGetValue(host.Id, out var cause) => new PluginAnswer(2, $"DOWN - behind {cause}"),
            _ => null,
        };
    }

    private PluginAnswer? Named(ItemId item)
    {
        foreach (var answer in _named[item])
        {
            if (answer.HoldsAt(_utc))
            {
                return answer.Answer;
            }
        }

        return null;
    }
}
