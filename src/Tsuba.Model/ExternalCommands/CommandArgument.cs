namespace Tsuba.Model.ExternalCommands;

/// <summary>One argument of an external command.</summary>
/// <param name="Name">Its name in refusals and in the reference: <c>host</c>, <c>end</c>.</param>
/// <param name="Kind">How it is read.</param>
/// <param name="IsOptional">Whether the line may stop before it or leave it empty.</param>
public sealed record CommandArgument(string Name, CommandArgumentKind Kind, bool IsOptional = false);
