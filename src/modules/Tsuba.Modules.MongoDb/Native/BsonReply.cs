using System.Runtime.InteropServices;
using System.Text.Json;

namespace Tsuba.Modules.MongoDb.Native;

/// <summary>Room for the answer that the driver writes: a BSON structure of 128 bytes at a multiple of 128.</summary>
internal sealed class BsonReply : SafeHandle
{
    private const int StructureBytes = 128;

    private readonly nint _memory;

    /// <summary>Room without an answer.</summary>
    public BsonReply()
        : base(invalidHandleValue: 0, ownsHandle: true)
    {
        _memory = Marshal.AllocHGlobal(2 * StructureBytes);
        SetHandle((_memory + StructureBytes - 1) & ~(nint)(StructureBytes - 1));
        LibBson.Init(handle);
    }

    /// <inheritdoc />
    public override bool IsInvalid => handle == 0;

    /// <summary>The answer.</summary>
    public JsonDocument Read()
    {
        var text = LibBson.AsJson(this, out var length);
        if (text == 0)
        {
            throw new IOException("the server's answer is not valid BSON");
        }

        try
        {
            var json = new byte[(int)length];
            Marshal.Copy(text, json, 0, json.Length);
            return JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 64 });
        }
        catch (JsonException fault)
        {
            throw new IOException("the server's answer cannot be read", fault);
        }
        finally
        {
            LibBson.Free(text);
        }
    }

    /// <inheritdoc />
    protected override bool ReleaseHandle()
    {
        LibBson.Destroy(handle);
        Marshal.FreeHGlobal(_memory);
        return true;
    }
}
