using System.Globalization;

namespace Tsuba.Synchronizer.Core.Sources.Reading;

/// <summary>The objects of one reading: each key and each name once. The first counts, the others are said.</summary>
public sealed class CandidateSet(int most, ReadingFindings findings)
{
    private const int LongestKey = 256;

    private readonly List<CandidateObject> _objects = [];
    private readonly HashSet<(string, string)> _keys = [];
    private readonly HashSet<ObjectName> _names = [];
    private bool _isOverfull;

    /// <summary>Takes an object, or says why not.</summary>
    /// <param name="place">Where it was read.</param>
    /// <param name="candidate">The object.</param>
    public void Add(string place, CandidateObject candidate)
    {
        ArgumentNullException.ThrowIfNull(candidate);
        if (_objects.Count >= most)
        {
            _isOverfull = true;
        }
        else if (candidate.Key.Length is 0 or > LongestKey)
        {
            findings.Add($"{place}: {candidate.Name} is passed over, since its key is {(candidate.Key.Length == 0 ? "empty" : "too long")}");
        }
        else if (_names.Contains(candidate.Name))
        {
            findings.Add($"{place}: {candidate.Name} is there already; the first one counts");
        }
        else if (!_keys.Add((candidate.Name.TypeText, candidate.Key)))
        {
            findings.Add($"{place}: {candidate.Name} has the key of another object, {candidate.Key}; the first one counts");
        }
        else
        {
            _names.Add(candidate.Name);
            _objects.Add(candidate);
        }
    }

    /// <summary>What was read. Too many objects make it a failure: half a source must not look like a whole one.</summary>
    public SourceReading ToReading() => _isOverfull
        ? SourceReading.Failed(string.Create(CultureInfo.InvariantCulture, $"it has more than max_entries {most} objects"))
        : new SourceReading([.. _objects], findings.ToArray(), "");
}
