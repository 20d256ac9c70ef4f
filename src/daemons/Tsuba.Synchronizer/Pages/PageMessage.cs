namespace Tsuba.Synchronizer.Pages;

/// <summary>What came of an order, told on the page that follows it.</summary>
/// <param name="IsGood">Whether it was carried out.</param>
/// <param name="Text">One or two sentences.</param>
internal sealed record PageMessage(bool IsGood, string Text);
