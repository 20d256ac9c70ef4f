namespace Tsuba.Modules.Passive.WebService;

/// <summary>The answer to a call.</summary>
/// <param name="Commands">One for each row, in order.</param>
internal sealed record WebAnswer(IReadOnlyList<WebCommand> Commands);
