namespace Tsuba.Simulation.Tests.Worlds;

/// <summary>What a site consists of, as far as seeds differ in it.</summary>
/// <param name="Arbiters">How many arbiters there are; the second is a spare.</param>
/// <param name="Brokers">How many brokers there are; the second is a spare.</param>
/// <param name="IsDirect">Whether receivers call the owners of parts themselves.</param>
/// <param name="HasMoves">Whether a host belongs to another tree in revisions after the first.</param>
/// <param name="Machines">Over how many machines it is spread: with 2 there is no spare scheduler, and no majority of machines without both.</param>
internal readonly record struct SiteShape(int Arbiters, int Brokers, bool IsDirect, bool HasMoves, int Machines);
