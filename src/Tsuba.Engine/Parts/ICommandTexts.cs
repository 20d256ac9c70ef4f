using Tsuba.Engine.Macros;
using Tsuba.Engine.Notifications;
using Tsuba.Model.Objects;

namespace Tsuba.Engine.Parts;

/// <summary>Turns command calls into runnable commands by expanding their macros.</summary>
internal interface ICommandTexts
{
    /// <summary>The command of a check, an event handler or another action on an item.</summary>
    ExpandedCommand ForItem(int index, CommandCall call, TimeSpan timeout);

    /// <summary>A command that is about no item.</summary>
    ExpandedCommand ForProgram(CommandCall call, TimeSpan timeout);

    /// <summary>A template of lines, expanded for an item: run-time text cannot end the line or a field of it.</summary>
    string Line(int index, string template);

    /// <summary>The command of a notification to one contact.</summary>
    ExpandedCommand ForNotification(int index, CommandCall call, NotificationFacts facts, ulong id, Contact contact, TimeSpan timeout);
}
