namespace Tsuba.Modules.Console.Api;

/// <summary>External commands to be taken in.</summary>
/// <param name="Lines">Lines as on the command pipe, with or without time stamp.</param>
/// <param name="WaitSeconds">How long to wait for their fates; 0 to 30.</param>
public sealed record ApiCommands(IReadOnlyList<string>? Lines, double WaitSeconds);
