using Tsuba.Hosting.Routing;
using Tsuba.Model.Items;
using Tsuba.Protocol.Contracts;
using Tsuba.Scheduler.Core;
using Tsuba.Scheduler.Parts;

namespace Tsuba.Scheduler;

/// <content>What the arbiter says of parts.</content>
public sealed partial class SchedulerDaemon
{
    private const int ChunkReplyBytes = 8 * 1024 * 1024;

    private ValueTask<OfferPartReply> OfferAsync(Caller caller, OfferPartRequest request, CancellationToken cancellationToken)
    {
        if (CheckEpoch(request.Stamp) is { } refusal)
        {
            return ValueTask.FromResult(new OfferPartReply { Ack = refusal });
        }

        var reply = new OfferPartReply { Ack = Accept() };
        reply.Missing.AddRange(_chunks.Missing(request.Manifest ?? new ConfigurationManifest()));
        return ValueTask.FromResult(reply);
    }

    private ValueTask<PutChunksReply> PutChunksAsync(Caller caller, PutChunksRequest request, CancellationToken cancellationToken)
    {
        try
        {
            var refusal = _chunks.Put(request.Chunks);
            return ValueTask.FromResult(new PutChunksReply
            {
                Ack = refusal is null ? Accept() : Refuse(RefusalReason.Invalid, refusal),
            });
        }
        catch (IOException exception)
        {
            return ValueTask.FromResult(new PutChunksReply { Ack = Refuse(RefusalReason.NotDurable, exception.Message) });
        }
    }

    private ValueTask<FetchChunksReply> FetchChunksAsync(Caller caller, FetchChunksRequest request, CancellationToken cancellationToken)
    {
        var reply = new FetchChunksReply();
        var bytes = 0;
        foreach (var hash in request.Hashes)
        {
            if (_chunks.Find(hash) is not { } content)
            {
                continue;
            }

            if (bytes > 0 && bytes + content.Length > ChunkReplyBytes)
            {
                break;
            }

            bytes += content.Length;
            reply.Chunks.Add(new StoredChunk { Hash = hash, Content = content });
        }

        return ValueTask.FromResult(reply);
    }

    private async ValueTask<PartReply> ActivateAsync(Caller caller, ActivatePartRequest request, CancellationToken cancellationToken)
    {
        if (CheckEpoch(request.Stamp) is { } stale)
        {
            return new PartReply { Ack = stale };
        }

        if (request.Manifest is null)
        {
            return new PartReply { Ack = Refuse(RefusalReason.Invalid, "no configuration is named") };
        }

        // Everything that can be refused is refused before anything changes.
        using var work = _context.BulkWork?.Begin();
        var (snapshot, refusal) = _services.Configurations.Load(new PartId(request.Stamp.Part), request.Manifest);
        if (snapshot is null)
        {
            return new PartReply { Ack = Refuse(RefusalReason.Invalid, refusal) };
        }

        await _transition.WaitAsync(cancellationToken);
        try
        {
            return new PartReply { Ack = await ActivateHeldAsync(request, snapshot, cancellationToken) };
        }
        catch (IOException exception)
        {
            return new PartReply { Ack = Refuse(RefusalReason.NotDurable, exception.Message) };
        }
        finally
        {
            _transition.Release();
        }
    }

    private async Task<Ack> ActivateHeldAsync(
        ActivatePartRequest request, Tsuba.Model.Snapshots.ConfigurationSnapshot snapshot, CancellationToken cancellationToken)
    {
        var part = new PartId(request.Stamp.Part);
        var epoch = Epoch.FromPacked(request.Stamp.Epoch);
        var files = new PartFiles(_files, _context.StateDirectory, part);
        var open = _owned.GetValueOrDefault(part.Value);
        var semantics = open?.Facts.Semantics ?? files.Semantics();
        var change = PartRules.Activate(_records.GetValueOrDefault(part.Value), open is not null, files.HasData, semantics, _services.Settings.Knows, request);
        await CarryOutAsync(files, change, mayBeginEmpty: !request.NeedsState);
        if (change.Record is null)
        {
            return change.Ack;
        }

        if (!_owned.TryGetValue(part.Value, out var owned))
        {
            var fault = _faults.GetValueOrDefault(part.Value);
            return PartRules.NotOpened(request.NeedsState, fault?.CanPass ?? false, fault?.Text ?? "the part cannot be opened");
        }

        owned.Gate.SetFollower(request.Follower?.Name);
        var configuration = new ConfigurationStep(request.Manifest, snapshot) { Leaving = [.. request.Leaving], Awaited = [.. request.Awaited] };
        if (!await owned.ActivateAsync(epoch, configuration, request.Semantics, cancellationToken))
        {
            return Refuse(RefusalReason.Full, "the part's queue is full");
        }

        if (request.Semantics > semantics)
        {
            LogRaised(part.Value, request.Semantics);
        }

        LogActivated(part.Value, request.Manifest.Generation, epoch, snapshot.Hosts.Length, snapshot.Services.Length);
        return Accept();
    }

    private async ValueTask<PartReply> DropAsync(Caller caller, DropPartRequest request, CancellationToken cancellationToken)
    {
        await _transition.WaitAsync(cancellationToken);
        try
        {
            var change = PartRules.Drop(_records.GetValueOrDefault(request.Stamp?.Part ?? 0), request);
            if (change.Record is { } record)
            {
                await CarryOutAsync(new PartFiles(_files, _context.StateDirectory, new PartId(record.Part)), change, heir: request.Heir);
                LogDropped(record.Part, Epoch.FromPacked(record.Epoch));
            }

            return new PartReply { Ack = change.Ack };
        }
        catch (IOException exception)
        {
            return new PartReply { Ack = Refuse(RefusalReason.NotDurable, exception.Message) };
        }
        finally
        {
            _transition.Release();
        }
    }

    private async ValueTask<FollowPartReply> FollowPartAsync(Caller caller, FollowPartRequest request, CancellationToken cancellationToken)
    {
        await _transition.WaitAsync(cancellationToken);
        try
        {
            return new FollowPartReply { Ack = await FollowHeldAsync(request) };
        }
        catch (IOException exception)
        {
            return new FollowPartReply { Ack = Refuse(RefusalReason.NotDurable, exception.Message) };
        }
        finally
        {
            _transition.Release();
        }
    }

    private async Task<Ack> FollowHeldAsync(FollowPartRequest request)
    {
        var part = request.Stamp?.Part ?? 0;
        var change = PartRules.Follow(_records.GetValueOrDefault(part), _followed.ContainsKey(part), request);
        if (change.Record is { } record)
        {
            await CarryOutAsync(new PartFiles(_files, _context.StateDirectory, new PartId(record.Part)), change, heir: request.Owner);
        }

        return change.Ack;
    }
}
