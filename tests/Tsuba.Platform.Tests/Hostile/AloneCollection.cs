namespace Tsuba.Platform.Tests.Hostile;

/// <summary>Tests that measure the memory of the whole process run when no other does.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public static class AloneCollection
{
    public const string Name = "alone";
}
