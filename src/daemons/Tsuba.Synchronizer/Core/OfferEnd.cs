namespace Tsuba.Synchronizer.Core;

/// <summary>What a verdict makes of an offer.</summary>
internal enum OfferEnd
{
    /// <summary>It is not about the offer: that waits on.</summary>
    StillOpen,

    /// <summary>The arbiter runs it: production moves there.</summary>
    Published,

    /// <summary>The arbiter does not run it: production stays.</summary>
    Withdrawn,
}
