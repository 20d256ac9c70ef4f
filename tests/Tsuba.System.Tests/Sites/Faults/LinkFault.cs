namespace Tsuba.System.Tests.Sites.Faults;

/// <summary>What is wrong with a link, in both directions of each connection.</summary>
internal sealed record LinkFault
{
    /// <summary>Nothing.</summary>
    public static LinkFault None { get; } = new();

    /// <summary>Nothing passes, and nobody is told: connections stand still, new ones too.</summary>
    public static LinkFault Cut { get; } = new() { IsCut = true };

    public bool IsCut { get; init; }

    /// <summary>Least delay of a piece.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>By how much it may be more.</summary>
    public TimeSpan Jitter { get; init; }

    /// <summary>How fast each direction is; 0: as fast as it goes.</summary>
    public int BytesPerSecond { get; init; }

    /// <summary>
    /// Chance that a piece, instead of passing, ends its connection. A call whose answer breaks off this way was carried out, and comes again.
    /// </summary>
    public double BreakChance { get; init; }
}
