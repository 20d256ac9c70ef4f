using System.Text.Json;
using System.Text.Json.Serialization;
using Tsuba.Arbiter.Core;
using Tsuba.Arbiter.Core.Configuration;
using Tsuba.Arbiter.Core.Links;
using Tsuba.Dispatch.Moves;
using Tsuba.Dispatch.Ownership;
using Tsuba.Dispatch.Placement;
using Tsuba.Journal;
using Tsuba.Journal.Files;
using Tsuba.Model.Items;

namespace Tsuba.Arbiter.State;

/// <summary>
/// <c>state.json</c>: written beside, flushed, renamed, and its directory flushed, so that either the old or the new one is there
/// after a power cut. The one before becomes <c>state.json.before</c> for the case that the disk damages the newest; a power cut between the
/// two renames leaves that one alone, and nothing has followed from the newer one yet.
/// </summary>
internal sealed partial class StateFile(IJournalFiles files, string directory)
{
    private const int Format = 1;

    private readonly string _path = Path.Combine(directory, "state.json");

    /// <summary>Reads what was kept. A damaged file is put aside and named in <paramref name="finding"/>.</summary>
    internal ArbiterState Read(out string? finding)
    {
        finding = null;
        files.CreateDirectory(directory);
        foreach (var path in new[] { _path, $"{_path}.before" })
        {
            if (!files.List(directory).Contains(Path.GetFileName(path), StringComparer.Ordinal))
            {
                continue;
            }

            try
            {
                if (JsonSerializer.Deserialize(Content(path), DocumentJson.Default.Document) is { Version: Format } document)
                {
                    var state = document.ToState();

                    // The newer state may have given out epochs that this one does not know: a new term lies above them. Term 0 asks the schedulers.
                    return finding is null || state.Ownership.Term == 0 ? state : state with { Ownership = state.Ownership with { Term = state.Ownership.Term + 1, LastNumber = 0 } };
                }

                finding = $"{path} has a format that this version does not know";
            }
            catch (JsonException damaged)
            {
                finding = $"{path} is damaged and was put aside: {damaged.Message}";
            }

            files.Rename(path, $"{path}.damaged");
        }

        return ArbiterState.Empty;
    }

    /// <summary>Makes the state durable.</summary>
    /// <exception cref="IOException">It is not; the one before is there under one of its names.</exception>
    internal void Write(ArbiterState state)
    {
        var fresh = $"{_path}.new";
        DurableFile.Begin(files, fresh, Encode(state));
        if (files.List(directory).Contains(Path.GetFileName(_path), StringComparer.Ordinal))
        {
            files.Rename(_path, $"{_path}.before");
        }

        files.Rename(fresh, _path);
        files.FlushDirectory(directory);
    }

    /// <summary>The same, for who goes on without it; returns why it is not durable, null: it is.</summary>
    internal string? TryWrite(ArbiterState state)
    {
        try
        {
            Write(state);
            return null;
        }
        catch (IOException fault)
        {
            return fault.Message;
        }
    }

    /// <summary>The content of the file.</summary>
    internal static byte[] Encode(ArbiterState state) => JsonSerializer.SerializeToUtf8Bytes(Document.Of(state), DocumentJson.Default.Document);

    /// <summary>What another arbiter's file would hold; null: nothing that can be read.</summary>
    internal static ArbiterState? Decode(ReadOnlySpan<byte> content)
    {
        try
        {
            return JsonSerializer.Deserialize(content, DocumentJson.Default.Document) is { Version: Format } document ? document.ToState() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private byte[] Content(string path)
    {
        using var file = files.Open(path);
        var content = new byte[file.Length];
        file.Read(0, content);
        return content;
    }

    internal sealed record Document(
        int Version,
        long Generation,
        IReadOnlyList<PartContent> Contents,
        int NextPart,
        IReadOnlyList<PartDocument> Parts,
        uint Term,
        uint LastNumber,
        IReadOnlyList<OwnerDocument> Owners,
        long LinksGeneration,
        IReadOnlyList<LinkStamp> Links,
        ulong MovesAfter = 0,
        IReadOnlyList<MoveDocument>? Moves = null,
        uint HighestTerm = 0,
        uint ReplicaTerm = 0,
        long ReplicaVersion = 0)
    {
        internal static Document Of(ArbiterState state) => new(
            Format,
            state.Generation,
            state.Contents,
            state.Placement.NextPart,
            [.. state.Placement.Parts.Select(part => new PartDocument(part.Id.Value, part.Realm, part.Scheduler, part.Hosts, part.Services, part.Cost))],
            state.Ownership.Term,
            state.Ownership.LastNumber,
            [.. state.Ownership.Parts.Select(part => new OwnerDocument(part.Part.Value, part.Home, part.Owner, part.Epoch.Packed, part.Follower, part.Revision, part.InSync, part.MoveTo, part.WasConfirmed, part.HasState, part.MayBeginEmpty, part.IsHomeSettled, part.Losses, part.OwnerLosses, part.Semantics))],
            state.LinksGeneration,
            state.Links,
            state.Moves.Record,
            state.Moves.Moves.IsEmpty ? null : [.. state.Moves.Moves.Select(move => new MoveDocument(move.Host, move.From.Value, move.To.Value))],
            state.Term,
            state.ReplicaTerm,
            state.ReplicaVersion);

        internal ArbiterState ToState() => new(
            Generation,
            [.. Contents],
            new PlacementPlan([.. Parts.Select(part => new PartPlan(new PartId(part.Part), part.Realm, part.Scheduler, [.. part.Hosts], part.Services, part.Cost))], NextPart),
            new OwnershipState(Term, LastNumber, [.. Owners.Select(owner => new PartOwnership(new PartId(owner.Part), owner.Home, owner.Owner, Epoch.FromPacked(owner.Epoch), owner.Follower, owner.Revision, owner.InSync, owner.MoveTo, owner.WasConfirmed, owner.HasState, owner.MayBeginEmpty, owner.IsHomeSettled) { Losses = owner.Losses, OwnerLosses = owner.OwnerLosses, Semantics = owner.Semantics })]),
            LinksGeneration,
            [.. Links])
        {
            Term = HighestTerm,
            ReplicaTerm = ReplicaTerm,
            ReplicaVersion = ReplicaVersion,
            Moves = new PendingMoves(MovesAfter, [.. (Moves ?? []).Select(move => new HostMove(move.Host, new PartId(move.From), new PartId(move.To)))]),
        };
    }

    internal sealed record PartDocument(int Part, string Realm, string Scheduler, IReadOnlyList<string> Hosts, int Services, long Cost);

    internal sealed record OwnerDocument(
        int Part, string Home, string? Owner, ulong Epoch, string? Follower, uint Revision, string? InSync, string? MoveTo, bool WasConfirmed, bool HasState,
        bool MayBeginEmpty, bool IsHomeSettled = true, uint Losses = 0, uint OwnerLosses = 0, uint Semantics = SemanticsRange.First);

    internal sealed record MoveDocument(string Host, int From, int To);

    [JsonSerializable(typeof(Document))]
    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true)]
    internal sealed partial class DocumentJson : JsonSerializerContext;
}
