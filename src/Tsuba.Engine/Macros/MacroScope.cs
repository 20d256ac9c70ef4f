using Tsuba.Model.Objects;

namespace Tsuba.Engine.Macros;

/// <summary>What the macros of one text are about. Macros of what is null are empty.</summary>
/// <param name="Host">The host, of the service if there is one.</param>
/// <param name="Service">The service, or null.</param>
/// <param name="Contact">Who is notified, or null.</param>
/// <param name="Notification">The notification, or null.</param>
public readonly record struct MacroScope(
    IMacroItem? Host,
    IMacroItem? Service,
    Contact? Contact = null,
    NotificationMacros? Notification = null)
{
    /// <summary>The service, or the host if there is none.</summary>
    public IMacroItem? Item => Service ?? Host;
}
