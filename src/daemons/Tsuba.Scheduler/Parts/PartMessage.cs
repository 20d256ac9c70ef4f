namespace Tsuba.Scheduler.Parts;

/// <summary>Something for the writer loop of a part.</summary>
internal abstract class PartMessage
{
    /// <summary>The loop ended before the message had its effect.</summary>
    public abstract void Abandon();
}
