namespace Tsuba.Engine.Parts;

/// <summary>MODATTR bits: which attributes a command changed. Source: reference/shinken.md 4.8.</summary>
internal static class ModifiedAttribute
{
    public const uint Notifications = 1;
    public const uint ActiveChecks = 2;
    public const uint PassiveChecks = 4;
    public const uint EventHandler = 8;
    public const uint FlapDetection = 16;
    public const uint FailurePrediction = 32;
    public const uint Perfdata = 64;
    public const uint Obsess = 128;
    public const uint EventHandlerCommand = 256;
    public const uint CheckCommand = 512;
    public const uint NormalInterval = 1024;
    public const uint RetryInterval = 2048;
    public const uint MaxAttempts = 4096;
    public const uint Freshness = 8192;
    public const uint CheckPeriod = 16384;
    public const uint CustomVariable = 32768;
    public const uint NotificationPeriod = 65536;

    /// <summary>The bit of a flag that a command can change, 0 for others.</summary>
    public static uint Of(ItemFlags flag) => flag switch
    {
        ItemFlags.Notifications => Notifications,
        ItemFlags.ActiveChecks => ActiveChecks,
        ItemFlags.PassiveChecks => PassiveChecks,
        ItemFlags.EventHandler => EventHandler,
        ItemFlags.FlapDetection => FlapDetection,
        ItemFlags.Perfdata => Perfdata,
        ItemFlags.Obsess => Obsess,
        ItemFlags.Freshness => Freshness,
        _ => 0,
    };

    /// <summary>The flags that commands changed, of a set of bits.</summary>
    public static ItemFlags Flags(uint bits)
    {
        var flags = ItemFlags.None;
        for (var bit = 1u; bit <= (uint)ItemFlags.Configured; bit <<= 1)
        {
            var flag = (ItemFlags)bit;
            if ((flag & ItemFlags.Configured) != 0 && (Of(flag) & bits) != 0)
            {
                flags |= flag;
            }
        }

        return flags;
    }
}
