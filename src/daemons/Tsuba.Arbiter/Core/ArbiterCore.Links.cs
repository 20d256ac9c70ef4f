using System.Collections.Immutable;
using Tsuba.Arbiter.Core.Links;
using Tsuba.Dispatch.Daemons;
using Tsuba.Dispatch.Links;
using Tsuba.Dispatch.Liveness;
using Tsuba.Dispatch.Ownership;
using Tsuba.Model.Items;
using Tsuba.Model.Time;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Arbiter.Core;

public sealed partial class ArbiterCore
{
    private const int FirstLinkRetryMs = 200;
    private const int LastLinkRetryMs = 10_000;

    private static readonly TimeSpan FirstLinksPatience = TimeSpan.FromSeconds(5);

    private readonly Dictionary<string, LinkStamp> _kept = new(StringComparer.Ordinal);
    private readonly Dictionary<PartId, PartOwnership> _lastConfirmed = [];
    private long _configuredAtMs = -1;

    /// <summary>A satellite answered <see cref="PushLinks"/>, or did not.</summary>
    public void LinksPushed(PushLinks pushed, bool accepted, EngineTime now)
    {
        if (!_satellites.TryGetValue(pushed.Satellite, out var book))
        {
            return;
        }

        book.IsOut = false;
        if (accepted)
        {
            book.Failures = 0;
            book.Accepted = pushed.Request.Generation;
            book.AcceptedRun = _daemons.GetValueOrDefault(pushed.Satellite)?.Last?.Run ?? "";
            book.AcceptedAtMs = now.LogicalMilliseconds;
        }
        else
        {
            book.NotBeforeMs = now.LogicalMilliseconds + Math.Min(LastLinkRetryMs, FirstLinkRetryMs << Math.Min(book.Failures++, 6));
        }
    }

    private void PlanLinks(ArbiterOutputs outputs, EngineTime now)
    {
        if (_running is null)
        {
            return;
        }

        if (_areLinksDirty && AreLinksReady(now))
        {
            RewriteLinks();
            _areLinksDirty = false;
        }

        foreach (var (key, book) in _satellites)
        {
            var isReachable = _lifeSigns.GetValueOrDefault(key) is LifeSign.Alive or LifeSign.Suspect;
            if (isReachable && !book.IsOut && now.LogicalMilliseconds >= book.NotBeforeMs && !Knows(key, book))
            {
                book.IsOut = true;
                outputs.Links.Add(new PushLinks(key, book.Wanted));
            }
        }
    }

    // A satellite that started again has forgotten, unless it reports the generation itself.
    private bool Knows(DaemonKey key, SatelliteBook book)
    {
        if (_daemons.GetValueOrDefault(key) is not { Last: { } last } view)
        {
            return false;
        }

        var reported = LinksOf(key, last);
        var hasAccepted = book.Accepted == book.Wanted.Generation && book.AcceptedRun == last.Run;
        return view.AskedAtMs > book.AcceptedAtMs ? reported == book.Wanted.Generation : hasAccepted;
    }

    // A scheduler's generation is that of its parts.
    private static long LinksOf(DaemonKey key, HeartbeatReply reply) => key.Role == DaemonRole.Scheduler ? reply.Links : reply.Generation;

    // Newer links than were ever given out here come from an arbiter whose memory is gone. The satellite would refuse older ones for good.
    private void NoteLinks(DaemonKey key, HeartbeatReply reply)
    {
        var reported = LinksOf(key, reply);
        if (reply.Restoring || !_satellites.TryGetValue(key, out var book) || reported <= book.Wanted.Generation)
        {
            return;
        }

        var name = key.ToString();
        _state = _state with { LinksGeneration = Math.Max(_state.LinksGeneration, reported) };
        _kept[name] = new LinkStamp(name, reported, "");
        book.ContentHash = "";
        _isStateDirty = true;
        _areLinksDirty = true;
    }

    // The first links go out once, with all owners, and not part by part; but nobody waits long for a scheduler that does not come.
    private bool AreLinksReady(EngineTime now)
    {
        if (_configuredAtMs < 0)
        {
            _configuredAtMs = now.LogicalMilliseconds;
        }

        return now.LogicalMilliseconds - _configuredAtMs >= FirstLinksPatience.TotalMilliseconds
            || _brain.State.Parts.All(part => part.WasConfirmed);
    }

    // Satellites hear of a new owner when it has the part; until then they go on with the one before.
    private ImmutableArray<PartOwnership> ConfirmedOwners()
    {
        var owners = ImmutableArray.CreateBuilder<PartOwnership>();
        foreach (var part in _brain.State.Parts)
        {
            if (part.WasConfirmed)
            {
                _lastConfirmed[part.Part] = part;
            }

            if (_lastConfirmed.TryGetValue(part.Part, out var owner))
            {
                owners.Add(owner);
            }
        }

        return owners.ToImmutable();
    }

    private void RewriteLinks()
    {
        var changed = false;
        var plan = LinkPlanner.Plan(
            _running!.Cut, ConfirmedOwners(), key => _lifeSigns.GetValueOrDefault(key), key => _kept.ContainsKey(key.ToString()));
        foreach (var links in plan)
        {
            if (_running.Cut.Daemons.Find(links.Satellite) is not { } node || !_daemons.ContainsKey(links.Satellite))
            {
                continue;
            }

            var request = LinkMessages.Write(_running, links, node, daemon => AddressOf(daemon, node), host => _ledger.Table.IsMoving(host));
            var hash = LinkMessages.HashOf(request);
            if (_satellites.TryGetValue(links.Satellite, out var book) && book.ContentHash == hash)
            {
                continue;
            }

            var name = links.Satellite.ToString();
            if (_kept.TryGetValue(name, out var kept) && kept.ContentHash == hash)
            {
                request.Generation = kept.Generation;
            }
            else
            {
                request.Generation = _state.LinksGeneration + 1;
                _state = _state with { LinksGeneration = request.Generation };
                _kept[name] = new LinkStamp(name, request.Generation, hash);
                changed = true;
            }

            if (book is null)
            {
                _satellites.Add(links.Satellite, new SatelliteBook { Wanted = request, ContentHash = hash });
            }
            else
            {
                book.Wanted = request;
                book.ContentHash = hash;
                book.NotBeforeMs = 0;
            }
        }

        if (changed)
        {
            _state = _state with { Links = [.. _kept.Values.OrderBy(link => link.Satellite, StringComparer.Ordinal)] };
            _isStateDirty = true;
        }
    }
}
