using Tsuba.Engine.Parts;

namespace Tsuba.Engine.Problems;

/// <summary>
/// Tells a business impact anew when the period of a modulation begins or ends: that of the items it is about, and of the roots that they
/// suffer from. Else what is shown would wait for the next result. Source: reference/shinken.md 4.1, "business values", and 4.4.
/// </summary>
internal sealed class ImpactPeriods(Brain brain)
{
    private readonly Part _part = brain.Part;

    // Items by the name of a period that one of their modulations has; read at the first transition.
    private Dictionary<string, List<int>>? _items;

    /// <summary>The configuration changed.</summary>
    public void Join() => _items = null;

    /// <summary>A period began or ended.</summary>
    public void OnTransition(string period)
    {
        _items ??= Read();
        foreach (var index in _items.GetValueOrDefault(period) ?? [])
        {
            Tell(index);
            if (_part.Roots.Count > 0 && _part.Roots.TryGetValue(_part.Items[index].Id, out var roots))
            {
                foreach (var root in roots)
                {
                    Tell(_part.Find(root));
                }
            }
        }
    }

    private void Tell(int index)
    {
        if (index >= 0 && !_part.Rows[index].Has(ItemFlags.Awaited))
        {
            _part.Touch(index);
        }
    }

    private Dictionary<string, List<int>> Read()
    {
        var items = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        for (var index = 0; index < _part.Items.Length; index++)
        {
            foreach (var modulation in _part.Items[index].BusinessImpactModulations)
            {
                if (modulation.Period is not { } period)
                {
                    continue;
                }

                if (!items.TryGetValue(period.Name, out var those))
                {
                    items.Add(period.Name, those = []);
                }

                those.Add(index);
            }
        }

        return items;
    }
}
