using Tsuba.Model.Items;

namespace Tsuba.Arbiter.Core.Commands;

/// <summary>Whose buffer commands came from: a receiver, a broker, or the arbiter's own.</summary>
/// <param name="Role">Role.</param>
/// <param name="Name">Name of the daemon.</param>
internal readonly record struct CommandOrigin(DaemonRole Role, string Name);
