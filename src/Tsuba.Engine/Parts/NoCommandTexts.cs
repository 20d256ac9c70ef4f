using Tsuba.Engine.Macros;
using Tsuba.Engine.Notifications;
using Tsuba.Model.Objects;

namespace Tsuba.Engine.Parts;

/// <summary>The command texts of a part without configuration: it has no command.</summary>
internal sealed class NoCommandTexts : ICommandTexts
{
    private const string Refusal = "there is no configuration";

    /// <inheritdoc />
    public ExpandedCommand ForItem(int index, CommandCall call, TimeSpan timeout) => new(null, Refusal);

    /// <inheritdoc />
    public ExpandedCommand ForProgram(CommandCall call, TimeSpan timeout) => new(null, Refusal);

    /// <inheritdoc />
    public string Line(int index, string template) => template;

    /// <inheritdoc />
    public ExpandedCommand ForNotification(int index, CommandCall call, NotificationFacts facts, ulong id, Contact contact, TimeSpan timeout) =>
        new(null, Refusal);
}
