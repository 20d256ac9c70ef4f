using Tsuba.Engine.Notifications;
using Tsuba.Model.Invocations;
using Tsuba.Model.Objects;

namespace Tsuba.Engine.Parts;

/// <summary>Turns command calls into runnable commands by expanding their macros.</summary>
internal interface ICommandTexts
{
    /// <summary>The command of a check.</summary>
    CommandInvocation ForCheck(int index, CommandCall call, TimeSpan timeout);

    /// <summary>The command of a notification to one contact.</summary>
    CommandInvocation ForNotification(int index, CommandCall call, NotificationFacts facts, Contact contact, TimeSpan timeout);

    /// <summary>The command of an event handler, obsess, perfdata or snapshot action.</summary>
    CommandInvocation ForItem(int index, CommandCall call, TimeSpan timeout);
}
