using Google.Protobuf;
using Tsuba.Model.Definitions;

namespace Tsuba.Protocol.Configuration;

/// <summary>A chunk with what it was written from.</summary>
/// <param name="Objects">Its objects; never changed.</param>
/// <param name="Hash">SHA-256 of its bytes.</param>
/// <param name="Content">Its bytes.</param>
internal sealed record EncodedChunk(ResolvedObject[] Objects, ByteString Hash, ByteString Content);
