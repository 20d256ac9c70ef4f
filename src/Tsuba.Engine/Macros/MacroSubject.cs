namespace Tsuba.Engine.Macros;

/// <summary>What a macro is about.</summary>
internal enum MacroSubject : byte
{
    Host = 0,
    Service = 1,
    Item = 2,
    HostGroup = 3,
    ServiceGroup = 4,
    ContactGroup = 5,
    Contact = 6,
    Notification = 7,
    Program = 8,
    TimePeriod = 9,
}
