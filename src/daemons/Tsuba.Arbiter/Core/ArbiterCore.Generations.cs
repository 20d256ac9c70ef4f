using System.Collections.Immutable;
using Tsuba.Arbiter.Core.Configuration;
using Tsuba.Dispatch.Ownership;
using Tsuba.Model.Items;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Arbiter.Core;

/// <content>Generations of parts only grow. Source: design 2.7, decision 0057.</content>
public sealed partial class ArbiterCore
{
    private static ImmutableArray<PartContent> ContentsOf(RunningConfiguration running) =>
        [.. running.Parts.Values.Select(part => new PartContent(part.Plan.Id.Value, part.Manifest.Generation, part.ContentHash))];

    private void SetGoals(RunningConfiguration running) => _brain.SetGoals(
        running.Parts.Values.Select(part => new PartGoal(part.Plan.Id, part.Plan.Realm, part.Plan.Scheduler, part.Manifest.Generation)),
        running.Cut.Daemons.OfRole(DaemonRole.Scheduler),
        running.Cut.Realms);

    // An owner that was away while this arbiter was elected may run what an arbiter before it gave out, and this one never had. It would refuse everything
    // older: what it is to run comes under a generation above that.
    private void NoteGenerations(HeartbeatReply reply)
    {
        if (!IsDispatching || _running is not { } running)
        {
            return;
        }

        var ahead = reply.Parts
            .Where(part => part is { Owner: true, Stamp: not null }
                && running.Parts.GetValueOrDefault(new PartId(part.Stamp.Part)) is { } wanted
                && part.Generation > wanted.Manifest.Generation)
            .ToDictionary(part => new PartId(part.Stamp.Part), part => part.Generation);
        if (ahead.Count == 0)
        {
            return;
        }

        var generation = Math.Max(_state.Generation, ahead.Values.Max()) + 1;
        _running = running with
        {
            Generation = generation,
            Parts = running.Parts.SetItems(ahead.Keys.Select(part => KeyValuePair.Create(part, Renumbered(running.Parts[part], generation)))),
        };
        SetGoals(_running);
        _state = _state with { Generation = generation, Contents = ContentsOf(_running) };
        _isStateDirty = true;
        _areLinksDirty = true;
    }

    private static RunningPart Renumbered(RunningPart part, long generation) =>
        part with { Encoded = part.Encoded with { Manifest = new ConfigurationManifest(part.Manifest) { Generation = generation } } };
}
