using Google.Protobuf;
using Tsuba.Model.Snapshots;

namespace Tsuba.Protocol.Configuration;

/// <summary>A linked configuration of a part, and what is remembered of its chunks. Immutable.</summary>
/// <param name="Profile">Profile of its manifest.</param>
/// <param name="Chunks">Its chunks by hash.</param>
/// <param name="Linked">The snapshot, with what is needed to link changes of it.</param>
internal sealed record LinkedPart(uint Profile, Dictionary<ByteString, LinkedChunk> Chunks, LinkedConfiguration Linked);
