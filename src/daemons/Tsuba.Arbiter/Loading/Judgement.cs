using Tsuba.Arbiter.Core.Configuration;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Arbiter.Loading;

/// <summary>What a <see cref="ReloadJudge"/> says of a configuration.</summary>
/// <param name="Reply">The answer to who asked for it.</param>
/// <param name="Running">What is to run from now on; null: what ran before.</param>
internal sealed record Judgement(ReloadReply Reply, RunningConfiguration? Running = null);
