using System.Globalization;
using Tsuba.Model.Items;
using Tsuba.Simulation.Tests.Worlds;

namespace Tsuba.Simulation.Tests.Failover;

/// <summary>What all nodes of a run did that the verdict needs.</summary>
internal sealed class FailoverRecord(SimulatedWorld world)
{
    private readonly Dictionary<string, ulong> _highest = new(StringComparer.Ordinal);
    private readonly HashSet<int> _taken = [];

    /// <summary>How the part came and went.</summary>
    public List<string> Story { get; } = [];

    /// <summary>Commands that an owner took while its follower was in sync.</summary>
    public HashSet<int> Protected { get; } = [];

    /// <summary>What went wrong so far.</summary>
    public List<string> Violations { get; } = [];

    /// <summary>Whether somebody was ever told to own the part.</summary>
    public bool HasOwner { get; set; }

    /// <summary>How often a scheduler began to own it.</summary>
    public int Takeovers { get; set; }

    /// <summary>Whether a scheduler without a complete copy had to take over: then nothing is promised of what was before.</summary>
    public bool IsUnprotected { get; set; }

    /// <summary>The number at the end of a command.</summary>
    public static int Number(string line) => int.Parse(line.AsSpan(line.LastIndexOf(' ') + 1), CultureInfo.InvariantCulture);

    /// <summary>Something that matters to the part.</summary>
    public void Tell(string text)
    {
        world.Tell(text);
        Story.Add(string.Create(CultureInfo.InvariantCulture, $"{world.Now / 1000.0,8:F3} {text}"));
    }

    /// <summary>
    /// An owner took commands. What was taken first without a follower in sync stays unprotected: a later copy of it is old to whoever
    /// has newer ones of its source.
    /// </summary>
    public void Take(IEnumerable<int> numbers, bool isProtected)
    {
        foreach (var number in numbers)
        {
            if (_taken.Add(number) && isProtected)
            {
                Protected.Add(number);
            }
        }
    }

    /// <summary>A node took something under an epoch.</summary>
    public void Accept(string node, ulong epoch, string what)
    {
        var highest = _highest.GetValueOrDefault(node);
        if (epoch < highest)
        {
            Violations.Add($"I5: {node} accepted {what} under {Epoch.FromPacked(epoch)} after {Epoch.FromPacked(highest)}");
        }

        _highest[node] = Math.Max(highest, epoch);
    }
}
