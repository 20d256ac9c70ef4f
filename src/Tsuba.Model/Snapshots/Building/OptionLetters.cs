using Tsuba.Model.Objects;

namespace Tsuba.Model.Snapshots.Building;

/// <summary>Reads the letters of option lists; <c>u</c> means UNREACHABLE of a host and UNKNOWN of a service.</summary>
internal sealed class OptionLetters
{
    private readonly (char Letter, string Word, StateOptions Option)[] _rows;

    private OptionLetters(string letters, params (char Letter, string Word, StateOptions Option)[] rows)
    {
        Letters = letters;
        _rows = rows;
    }

    /// <summary>Options of hosts.</summary>
    internal static OptionLetters Host { get; } = new(
        "o, d, u, r, f, s, p, n",
        ('o', "up", StateOptions.Ok),
        ('o', "ok", StateOptions.Ok),
        ('d', "down", StateOptions.Down),
        ('u', "unreachable", StateOptions.Unreachable),
        ('x', "unreachable", StateOptions.Unreachable),
        ('r', "recovery", StateOptions.Recovery),
        ('f', "flapping", StateOptions.Flapping),
        ('s', "downtime", StateOptions.Downtime),
        ('p', "pending", StateOptions.Pending));

    /// <summary>Options of services.</summary>
    internal static OptionLetters Service { get; } = new(
        "o, w, u, c, x, r, f, s, p, n",
        ('o', "ok", StateOptions.Ok),
        ('w', "warning", StateOptions.Warning),
        ('u', "unknown", StateOptions.Unknown),
        ('c', "critical", StateOptions.Critical),
        ('x', "unreachable", StateOptions.Unreachable),
        ('r', "recovery", StateOptions.Recovery),
        ('f', "flapping", StateOptions.Flapping),
        ('s', "downtime", StateOptions.Downtime),
        ('p', "pending", StateOptions.Pending));

    /// <summary>Options of escalations, which serve hosts and services.</summary>
    internal static OptionLetters Either { get; } = new(
        "d, u, r, w, c, o, n",
        ('o', "ok", StateOptions.Ok),
        ('d', "down", StateOptions.Down),
        ('u', "unreachable", StateOptions.Unreachable | StateOptions.Unknown),
        ('u', "unknown", StateOptions.Unreachable | StateOptions.Unknown),
        ('x', "unreachable", StateOptions.Unreachable),
        ('w', "warning", StateOptions.Warning),
        ('c', "critical", StateOptions.Critical),
        ('r', "recovery", StateOptions.Recovery),
        ('f', "flapping", StateOptions.Flapping),
        ('s', "downtime", StateOptions.Downtime));

    /// <summary>The letters, for messages.</summary>
    internal string Letters { get; }

    /// <summary>Adds one entry of a list: a letter, or the word in full as Nagios takes it.</summary>
    /// <returns>False if the entry is neither.</returns>
    internal bool TryAdd(ReadOnlySpan<char> entry, ref StateOptions options)
    {
        if (Is(entry, 'a', "all"))
        {
            foreach (var row in _rows)
            {
                options |= row.Option;
            }

            return true;
        }

        foreach (var row in _rows)
        {
            if (Is(entry, row.Letter, row.Word))
            {
                options |= row.Option;
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether an entry switches the whole list off.</summary>
    internal static bool IsNone(ReadOnlySpan<char> entry) => Is(entry, 'n', "none");

    private static bool Is(ReadOnlySpan<char> entry, char letter, string word) =>
        entry.Length == 1 ? char.ToLowerInvariant(entry[0]) == letter : entry.Equals(word, StringComparison.OrdinalIgnoreCase);
}
