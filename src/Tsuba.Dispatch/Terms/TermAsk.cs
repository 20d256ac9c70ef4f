namespace Tsuba.Dispatch.Terms;

/// <summary>What an arbiter asks of a daemon's vote. The numbers are those of the wire.</summary>
public enum TermAsk : byte
{
    /// <summary>Nothing.</summary>
    Nothing = 0,

    /// <summary>Whether the term would be granted. Nothing changes: a healthy leader is not disturbed by one that only asks.</summary>
    Trial = 1,

    /// <summary>The term; of the one who has it already: some more time.</summary>
    Take = 2,
}
