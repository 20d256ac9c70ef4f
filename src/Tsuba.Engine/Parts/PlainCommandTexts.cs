using Tsuba.Engine.Notifications;
using Tsuba.Model.Invocations;
using Tsuba.Model.Objects;

namespace Tsuba.Engine.Parts;

/// <summary>Command lines without macros: split at blanks. For a part without configuration and for tests of other concerns.</summary>
internal sealed class PlainCommandTexts : ICommandTexts
{
    /// <inheritdoc />
    public CommandInvocation ForCheck(int index, CommandCall call, TimeSpan timeout) => Plain(call, timeout);

    /// <inheritdoc />
    public CommandInvocation ForNotification(int index, CommandCall call, NotificationFacts facts, Contact contact, TimeSpan timeout) =>
        Plain(call, timeout);

    /// <inheritdoc />
    public CommandInvocation ForItem(int index, CommandCall call, TimeSpan timeout) => Plain(call, timeout);

    private static CommandInvocation Plain(CommandCall call, TimeSpan timeout)
    {
        var line = call.Command?.Line ?? "";
        return new CommandInvocation
        {
            Arguments = [.. line.Split(' ', StringSplitOptions.RemoveEmptyEntries)],
            Timeout = call.Command?.Timeout ?? timeout,
            Display = line,
        };
    }
}
