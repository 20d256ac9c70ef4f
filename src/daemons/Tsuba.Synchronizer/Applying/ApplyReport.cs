using Tsuba.Protocol.Contracts;

namespace Tsuba.Synchronizer.Applying;

/// <summary>How the last order to apply stands.</summary>
/// <param name="State">State.</param>
/// <param name="Commit">The commit that was offered; empty: none.</param>
/// <param name="Author">Who ordered it.</param>
/// <param name="Message">One sentence for a person.</param>
/// <param name="Verdict">What the arbiter said; null: nothing yet.</param>
public sealed record ApplyReport(ApplyState State, string Commit, string Author, string Message, ReloadReply? Verdict)
{
    internal static ApplyReport None { get; } = new(ApplyState.None, "", "", "nothing was applied since the synchronizer started", null);
}
