namespace Tsuba.Simulation.Tests.Worlds;

/// <summary>
/// What the site of a seed is, and what it meets beside the deaths, pauses and cuts of every run. Drawn apart from the chances of the run,
/// so that one more kind leaves the runs without it as they are.
/// </summary>
internal sealed class SeedTraits
{
    /// <param name="seed">What decides everything.</param>
    /// <param name="hasReloads">Whether the configuration changes; null: the seed says it.</param>
    /// <param name="machines">Over how many machines the site is spread, 2 or 3.</param>
    public SeedTraits(int seed, bool? hasReloads, int machines = 3)
    {
        Machines = machines;
        var random = new Random(seed ^ 0x5EED);
        IsHarsh = seed % 4 == 3 && machines > 2;
        Arbiters = seed % 5 == 0 && machines > 2 ? 1 : 2;
        HasWrongClocks = random.Next(3) == 0;
        HasFullDisks = random.Next(3) == 0;
        Brokers = random.Next(1, 3);
        var upgrades = new Random(seed ^ 0x0B5E);
        HasUpgrades = upgrades.Next(3) == 0;
        GoesBack = HasUpgrades && upgrades.Next(3) == 0;
        StaysMixed = HasUpgrades && !GoesBack && upgrades.Next(4) == 0;
        HasReloads = machines > 2 && (hasReloads ?? new Random(seed ^ 0x0DE1).Next(2) == 0);
        HasMoves = HasReloads;
        HasSynchronizer = HasReloads && new Random(seed ^ 0x5C4A).Next(2) == 0;
        HasSnapshots = new Random(seed ^ 0x5A4).Next(2) == 0;
        HasDirectReceivers = new Random(seed ^ 0xD14).Next(3) == 0;
    }

    /// <summary>Whether disks are lost, files are damaged, and schedulers stay away for longer than the arbiter waits.</summary>
    public bool IsHarsh { get; }

    /// <summary>Over how many machines the site is spread. Those of 2 lose each other, and both arbiters lead; their configuration does not change, and no disk is lost.</summary>
    public int Machines { get; }

    /// <summary>How many arbiters there are.</summary>
    public int Arbiters { get; }

    /// <summary>How many brokers there are; the second is a spare.</summary>
    public int Brokers { get; }

    /// <summary>Whether the wall clocks of the machines differ, and step.</summary>
    public bool HasWrongClocks { get; }

    /// <summary>Whether the configuration changes.</summary>
    public bool HasReloads { get; }

    /// <summary>Whether a host moves with it from one part to another, and back.</summary>
    public bool HasMoves { get; }

    /// <summary>Whether that is applied in a synchronizer, which the arbiter asks.</summary>
    public bool HasSynchronizer { get; }

    /// <summary>Whether schedulers begin with the program of before, which knows the first version of the rules only, and are upgraded one after the other.</summary>
    public bool HasUpgrades { get; }

    /// <summary>Whether schedulers are started with the program of before again meanwhile; in the end all have the new one.</summary>
    public bool GoesBack { get; }

    /// <summary>Whether one of them never gets the new program.</summary>
    public bool StaysMixed { get; }

    /// <summary>Whether receivers give commands to the owners of parts themselves (<c>direct_routing 1</c>).</summary>
    public bool HasDirectReceivers { get; }

    /// <summary>What the site consists of.</summary>
    public SiteShape Shape => new(Arbiters, Brokers, HasDirectReceivers, HasMoves, Machines);

    /// <summary>
    /// Whether schedulers store snapshots at random moments and when they stop in order, let go of their journals, and find newest snapshots damaged or cut short.
    /// </summary>
    public bool HasSnapshots { get; }

    /// <summary>Whether disks are full for a while.</summary>
    public bool HasFullDisks { get; }

    /// <summary>The names of those that the seed has.</summary>
    public override string ToString()
    {
        (string Name, bool Has)[] all =
        [
            ("harsh", IsHarsh), ("snapshots", HasSnapshots), ("direct", HasDirectReceivers), ("clocks", HasWrongClocks),
            ("disks", HasFullDisks), ("reloads", HasReloads), ("moves", HasMoves), ("synchronizer", HasSynchronizer), ("upgrades", HasUpgrades),
        ];
        return string.Join(' ', all.Where(trait => trait.Has).Select(trait => trait.Name));
    }
}
