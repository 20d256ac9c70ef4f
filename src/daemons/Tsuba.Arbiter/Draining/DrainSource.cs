using Tsuba.Arbiter.Core.Commands;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Arbiter.Draining;

/// <summary>Somebody's command buffer.</summary>
/// <param name="Origin">Whose.</param>
/// <param name="DrainAsync">Asks it.</param>
internal sealed record DrainSource(CommandOrigin Origin, Func<DrainRequest, CancellationToken, Task<DrainReply>> DrainAsync);
