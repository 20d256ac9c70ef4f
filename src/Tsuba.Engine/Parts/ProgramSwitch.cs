namespace Tsuba.Engine.Parts;

/// <summary>A switch that holds for the whole part. The numbers are on disk.</summary>
internal enum ProgramSwitch : byte
{
    Notifications = 0,
    HostChecks = 1,
    ServiceChecks = 2,
    PassiveHostChecks = 3,
    PassiveServiceChecks = 4,
    EventHandlers = 5,
    FlapDetection = 6,
    Perfdata = 7,
    ObsessHosts = 8,
    ObsessServices = 9,
    HostFreshness = 10,
    ServiceFreshness = 11,
    FailurePrediction = 12,
}
