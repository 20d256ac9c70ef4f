using System.Runtime.InteropServices;
using System.Text;
using Tsuba.Modules.MongoDb.Native;

namespace Tsuba.Modules.MongoDb.Documents;

/// <summary>Builds one document with libbson.</summary>
internal sealed class BsonDocument : IDisposable
{
    private const int LengthBytes = sizeof(int);

    private readonly BsonHandle _bson;

    /// <summary>An empty document.</summary>
    public BsonDocument() => _bson = LibBson.New();

    private BsonDocument(BsonHandle bson) => _bson = bson;

    /// <summary>The document that extended JSON describes. For texts that are written here: what comes from outside goes through <see cref="Add(string, string)"/>.</summary>
    public static BsonDocument OfJson(string json)
    {
        Span<byte> error = stackalloc byte[NativeError.Bytes];
        var text = Encoding.UTF8.GetBytes(json);
        var bson = LibBson.NewFromJson(text, text.Length, error);
        return bson.IsInvalid ? throw new InvalidOperationException($"not JSON: {NativeError.Text(error)}") : new BsonDocument(bson);
    }

    /// <summary>The document's memory, for as long as this lives.</summary>
    public BsonHandle Handle => _bson;

    /// <summary>Adds a text.</summary>
    public BsonDocument Add(string key, string value)
    {
        var text = Encoding.UTF8.GetBytes(value);
        var name = Encoding.UTF8.GetBytes(key);
        return Check(LibBson.AppendText(_bson, name, name.Length, text.Length == 0 ? " "u8 : text, text.Length));
    }

    /// <summary>Adds a text where it is not empty.</summary>
    public BsonDocument AddIfAny(string key, string value) => value.Length == 0 ? this : Add(key, value);

    /// <summary>Adds a number.</summary>
    public BsonDocument Add(string key, int value)
    {
        var name = Encoding.UTF8.GetBytes(key);
        return Check(LibBson.AppendInt32(_bson, name, name.Length, value));
    }

    /// <summary>Adds a number.</summary>
    public BsonDocument Add(string key, long value)
    {
        var name = Encoding.UTF8.GetBytes(key);
        return Check(LibBson.AppendInt64(_bson, name, name.Length, value));
    }

    /// <summary>Adds a number.</summary>
    public BsonDocument Add(string key, double value)
    {
        var name = Encoding.UTF8.GetBytes(key);
        return Check(LibBson.AppendDouble(_bson, name, name.Length, value));
    }

    /// <summary>Adds a truth value.</summary>
    public BsonDocument Add(string key, bool value)
    {
        var name = Encoding.UTF8.GetBytes(key);
        return Check(LibBson.AppendBool(_bson, name, name.Length, value));
    }

    /// <summary>Adds a moment in UTC milliseconds.</summary>
    public BsonDocument AddTime(string key, long utcMilliseconds)
    {
        var name = Encoding.UTF8.GetBytes(key);
        return Check(LibBson.AppendDateTime(_bson, name, name.Length, utcMilliseconds));
    }

    /// <summary>The document's bytes.</summary>
    public byte[] ToArray()
    {
        var data = LibBson.GetData(_bson);
        var bytes = new byte[Marshal.ReadInt32(data)];
        System.Diagnostics.Debug.Assert(bytes.Length > LengthBytes, "a BSON document begins with its length");
        Marshal.Copy(data, bytes, 0, bytes.Length);
        return bytes;
    }

    /// <inheritdoc />
    public void Dispose() => _bson.Dispose();

    private BsonDocument Check(bool appended) => appended ? this : throw new InvalidOperationException("the document is larger than BSON allows");
}
