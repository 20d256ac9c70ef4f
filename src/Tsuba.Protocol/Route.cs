using System.Collections.Immutable;
using Google.Protobuf;
using Tsuba.Model.Items;

namespace Tsuba.Protocol;

/// <summary>
/// One call between daemons: <c>POST</c> of a Protobuf message over HTTP/2 with both certificates checked.
/// </summary>
/// <param name="Path">Path, with the version of the protocol in it.</param>
/// <param name="Callers">Roles whose certificates may call it.</param>
/// <param name="RequestParser">Reads the request.</param>
/// <param name="ReplyParser">Reads the reply.</param>
public sealed record Route<TRequest, TReply>(
    string Path,
    ImmutableArray<DaemonRole> Callers,
    MessageParser<TRequest> RequestParser,
    MessageParser<TReply> ReplyParser)
    where TRequest : IMessage<TRequest>
    where TReply : IMessage<TReply>;
