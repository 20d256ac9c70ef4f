using Tsuba.Synchronizer.Core;

namespace Tsuba.Synchronizer.Serving;

/// <summary>A configuration that waits for the arbiter's judgement.</summary>
/// <param name="Image">Its files.</param>
/// <param name="Author">Who wants it applied.</param>
/// <param name="Confirm">Hash that is confirmed; empty: none.</param>
internal sealed record OfferedImage(ProductionImage Image, string Author, string Confirm)
{
    /// <summary>The offer without its files.</summary>
    internal Offer Offer => new(Image.Commit, Author, Confirm);
}
