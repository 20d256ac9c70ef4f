using System.Text.Json;
using Tsuba.Modules.MongoDb.Documents;
using Tsuba.Modules.MongoDb.Native;

namespace Tsuba.Modules.MongoDb.Sending;

/// <summary>The driver's client. Every call blocks until the server has answered or a time-out of the address has passed; one thread at a time.</summary>
internal sealed class MongoClient : IDisposable
{
    private const int ErrorsWithDomains = 2;

    private static readonly byte[] Unordered = Options("{\"ordered\": false}");
    private static readonly byte[] Upsert = Options("{\"upsert\": true}");

    private readonly MongocClient _client;

    /// <summary>A client that connects with its first call.</summary>
    /// <exception cref="IOException">The driver does not understand the address.</exception>
    public MongoClient(MongoAddress address)
    {
        Span<byte> error = stackalloc byte[NativeError.Bytes];
        using var uri = LibMongoc.NewUri(address.Text, error);
        if (uri.IsInvalid)
        {
            throw new IOException($"uri: {NativeError.Text(error)}");
        }

        _client = LibMongoc.NewClient(uri, error);
        if (_client.IsInvalid)
        {
            throw new IOException($"uri: {NativeError.Text(error)}");
        }

        LibMongoc.SetErrorApi(_client, ErrorsWithDomains);
    }

    /// <summary>Runs a command.</summary>
    /// <exception cref="IOException">The server is away, or refuses.</exception>
    public void Command(string database, string json) => Run(database, json).Dispose();

    /// <summary>Runs a command and reads its answer.</summary>
    /// <exception cref="IOException">The server is away, or refuses.</exception>
    public JsonDocument Run(string database, string json)
    {
        using var command = BsonDocument.OfJson(json);
        using var reply = new BsonReply();
        Span<byte> error = stackalloc byte[NativeError.Bytes];
        return LibMongoc.Command(_client, database, command.Handle, 0, reply, error) ? reply.Read() : throw new IOException(NativeError.Text(error));
    }

    /// <summary>Runs a command; returns 0, or the code of a refusal that the caller bears.</summary>
    /// <exception cref="IOException">The server is away, or refuses for another reason.</exception>
    public int TryCommand(string database, string json, params ReadOnlySpan<int> borne)
    {
        using var command = BsonDocument.OfJson(json);
        using var reply = new BsonReply();
        Span<byte> error = stackalloc byte[NativeError.Bytes];
        if (LibMongoc.Command(_client, database, command.Handle, 0, reply, error))
        {
            return 0;
        }

        var code = NativeError.Code(error);
        return borne.Contains(code) ? code : throw new IOException(NativeError.Text(error));
    }

    /// <summary>Writes to one collection, in no order.</summary>
    /// <exception cref="IOException">The server is away, refuses, or cannot say that what it took will stay.</exception>
    public BulkAnswer Write(string database, string collection, IReadOnlyList<MongoOperation> operations)
    {
        using var unordered = LibBson.NewFromData(Unordered, (nuint)Unordered.Length);
        using var upsert = LibBson.NewFromData(Upsert, (nuint)Upsert.Length);
        using var target = LibMongoc.GetCollection(_client, database, collection);
        using var bulk = LibMongoc.NewBulk(target, unordered);
        Span<byte> error = stackalloc byte[NativeError.Bytes];
        foreach (var operation in operations)
        {
            using var document = LibBson.NewFromData(operation.Document.Span, (nuint)operation.Document.Length);
            using var selector = operation.IsInsert ? null : LibBson.NewFromData(operation.Selector.Span, (nuint)operation.Selector.Length);
            var isTaken = selector is null ? LibMongoc.Insert(bulk, document, 0, error) : LibMongoc.UpdateOne(bulk, selector, document, upsert, error);
            if (!isTaken)
            {
                throw new IOException(NativeError.Text(error));
            }
        }

        using var reply = new BsonReply();
        if (LibMongoc.Execute(bulk, reply, error) != 0)
        {
            return BulkAnswer.AllTaken;
        }

        using var answer = reply.Read();
        return BulkAnswer.Read(answer.RootElement, operations, NativeError.Text(error));
    }

    /// <inheritdoc />
    public void Dispose() => _client.Dispose();

    private static byte[] Options(string json)
    {
        using var options = BsonDocument.OfJson(json);
        return options.ToArray();
    }
}
