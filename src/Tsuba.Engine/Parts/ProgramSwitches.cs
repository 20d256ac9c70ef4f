using System.Diagnostics;
using Tsuba.Model.Snapshots;

namespace Tsuba.Engine.Parts;

/// <summary>What each program switch is called elsewhere.</summary>
internal static class ProgramSwitches
{
    /// <summary>Number of switches.</summary>
    public const int Count = (int)ProgramSwitch.FailurePrediction + 1;

    /// <summary>The value that the configuration gives.</summary>
    public static bool Configured(ProgramSwitch name, MainSettings settings) => name switch
    {
        ProgramSwitch.Notifications => settings.EnableNotifications,
        ProgramSwitch.HostChecks => settings.ExecuteHostChecks,
        ProgramSwitch.ServiceChecks => settings.ExecuteServiceChecks,
        ProgramSwitch.PassiveHostChecks => settings.AcceptPassiveHostChecks,
        ProgramSwitch.PassiveServiceChecks => settings.AcceptPassiveServiceChecks,
        ProgramSwitch.EventHandlers => settings.EnableEventHandlers,
        ProgramSwitch.FlapDetection => settings.EnableFlapDetection,
        ProgramSwitch.Perfdata => settings.ProcessPerformanceData,
        ProgramSwitch.ObsessHosts => settings.ObsessOverHosts,
        ProgramSwitch.ObsessServices => settings.ObsessOverServices,
        ProgramSwitch.HostFreshness => settings.CheckHostFreshness,
        ProgramSwitch.ServiceFreshness => settings.CheckServiceFreshness,
        ProgramSwitch.FailurePrediction => true,
        _ => throw new UnreachableException(),
    };

    /// <summary>MODATTR bits of a changed switch. Source: reference/shinken.md 4.8.</summary>
    public static uint Attribute(ProgramSwitch name, bool host) => name switch
    {
        ProgramSwitch.Notifications => ModifiedAttribute.Notifications,
        ProgramSwitch.HostChecks => host ? ModifiedAttribute.ActiveChecks : 0,
        ProgramSwitch.ServiceChecks => host ? 0 : ModifiedAttribute.ActiveChecks,
        ProgramSwitch.PassiveHostChecks => host ? ModifiedAttribute.PassiveChecks : 0,
        ProgramSwitch.PassiveServiceChecks => host ? 0 : ModifiedAttribute.PassiveChecks,
        ProgramSwitch.EventHandlers => ModifiedAttribute.EventHandler,
        ProgramSwitch.FlapDetection => ModifiedAttribute.FlapDetection,
        ProgramSwitch.Perfdata => ModifiedAttribute.Perfdata,
        ProgramSwitch.ObsessHosts => host ? ModifiedAttribute.Obsess : 0,
        ProgramSwitch.ObsessServices => host ? 0 : ModifiedAttribute.Obsess,
        ProgramSwitch.HostFreshness => host ? ModifiedAttribute.Freshness : 0,
        ProgramSwitch.ServiceFreshness => host ? 0 : ModifiedAttribute.Freshness,
        ProgramSwitch.FailurePrediction => ModifiedAttribute.FailurePrediction,
        _ => throw new UnreachableException(),
    };
}
