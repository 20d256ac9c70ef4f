using System.Globalization;

namespace Tsuba.Differential.Tests.Cases;

/// <summary>
/// Makes random cases. Every check interval is a multiple of <see cref="Slots"/> seconds and every item has a second of its own among
/// them, so no two items of a case are checked in the same second, where nagios4 leaves the order to chance. Second 0 of each cycle is
/// left to the bounds of time periods, second <see cref="CalendarSlot"/> to those of downtimes.
/// </summary>
internal sealed partial class CaseGenerator
{
    /// <summary>Seconds of a cycle; also the retry interval.</summary>
    public const int Slots = 10;

    /// <summary>Second of each cycle in which downtimes begin and end.</summary>
    public const int CalendarSlot = 8;

    /// <summary>Most items of a case.</summary>
    public const int MostItems = 5;

    /// <summary>When the last step may come, and when a run ends, seconds.</summary>
    public const int LastStep = 720;

    /// <summary>See <see cref="LastStep"/>.</summary>
    public const int Until = 800;

    // When the period "late" opens, seconds.
    private const int LateOpens = 480;

    private readonly Random _random;
    private readonly List<CaseObject> _objects = [];
    private readonly List<CaseStep> _steps = [];
    private readonly List<string> _hosts = [];
    private readonly List<string> _items = [];
    private readonly HashSet<string> _passive = [];
    private readonly HashSet<string> _quiet = [];
    private readonly HashSet<string> _lateChecks = [];

    private CaseGenerator(int seed) => _random = new Random(seed);

    /// <summary>The case of a seed; equal seeds give equal cases.</summary>
    /// <param name="seed">Seed of the run.</param>
    /// <param name="number">Which case of the run.</param>
    public static DifferentialCase Make(int seed, int number)
    {
        var generator = new CaseGenerator(unchecked((seed * 1_000_003) + number));
        generator.MakeObjects();
        generator.MakeSteps();
        return new DifferentialCase
        {
            Number = number,
            Objects = [.. generator._objects],
            Steps = [.. generator._steps.OrderBy(step => step.At)],
        };
    }

    private bool Chance(double probability) => _random.NextDouble() < probability;

    private T Pick<T>(params T[] choices) => choices[_random.Next(choices.Length)];

    private string Bit(double probability) => Chance(probability) ? "1" : "0";

    private string Some(string letters)
    {
        var chosen = letters.Split(',').Where(_ => Chance(0.7)).ToList();
        return chosen.Count == 0 ? letters : string.Join(',', chosen);
    }

    // A second that belongs to the item.
    private int SlotOf(string item, int near) => (near / Slots * Slots) + 1 + _items.IndexOf(item);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
