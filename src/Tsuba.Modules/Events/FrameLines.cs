using Tsuba.Protocol.Contracts;

namespace Tsuba.Modules.Events;

/// <summary>Which log lines of some frames stand in the log already.</summary>
public sealed class FrameLines
{
    private readonly HashSet<Event> _repeated;

    internal FrameLines(HashSet<Event> repeated, IReadOnlyCollection<string> keys)
    {
        _repeated = repeated;
        Keys = keys;
    }

    internal IReadOnlyCollection<string> Keys { get; }

    /// <summary>Whether another part has written the line of this event.</summary>
    public bool IsRepeated(Event happened) => _repeated.Contains(happened);
}
