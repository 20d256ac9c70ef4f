namespace Tsuba.Scheduler.Parts;

/// <summary>A timer is due.</summary>
internal sealed class TickMessage : PartMessage
{
    public static TickMessage Instance { get; } = new();

    public override void Abandon()
    {
    }
}
