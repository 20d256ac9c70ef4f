namespace Tsuba.Modules.Tests.Hostile;

/// <summary>Tests that measure what the whole process allocates run when no other does.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public static class AloneCollection
{
    public const string Name = "alone";
}
