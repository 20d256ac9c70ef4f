namespace Tsuba.Synchronizer.Mirroring;

/// <summary>Bounds of a mirrored configuration.</summary>
internal static class MirrorLimits
{
    internal const int MaxFiles = 100_000;
    internal const long MaxBytes = 1024L * 1024 * 1024;
}
