using Tsuba.Scheduler.Core;

namespace Tsuba.Scheduler.Parts;

/// <summary>A question without its answer's type.</summary>
internal abstract class PartQuestion : PartMessage
{
    /// <summary>Runs on the writer loop, between two turns.</summary>
    public abstract void Ask(PartCore core);
}
