using Tsuba.Model.Items;

namespace Tsuba.Arbiter.Core.Commands;

/// <summary>Who gave commands.</summary>
/// <param name="Role">Role; None for the arbiter's own door.</param>
/// <param name="Name">Name of the daemon.</param>
internal readonly record struct CommandOrigin(DaemonRole Role, string Name)
{
    internal static CommandOrigin Own { get; } = new(DaemonRole.None, "");
}
