using System.Runtime.InteropServices;

namespace Tsuba.Modules.MongoDb.Native;

/// <summary>The part of libbson that is used. Lengths of texts are always given, so a NUL in them ends nothing.</summary>
internal static partial class LibBson
{
    private const string Library = "libbson-1.0.so.0";

    [LibraryImport(Library, EntryPoint = "bson_new")]
    public static partial BsonHandle New();

    [LibraryImport(Library, EntryPoint = "bson_new_from_data")]
    public static partial BsonHandle NewFromData(ReadOnlySpan<byte> data, nuint length);

    [LibraryImport(Library, EntryPoint = "bson_new_from_json")]
    public static partial BsonHandle NewFromJson(ReadOnlySpan<byte> json, nint length, Span<byte> error);

    [LibraryImport(Library, EntryPoint = "bson_destroy")]
    public static partial void Destroy(nint bson);

    [LibraryImport(Library, EntryPoint = "bson_init")]
    public static partial void Init(nint bson);

    [LibraryImport(Library, EntryPoint = "bson_free")]
    public static partial void Free(nint memory);

    [LibraryImport(Library, EntryPoint = "bson_get_data")]
    public static partial nint GetData(BsonHandle bson);

    [LibraryImport(Library, EntryPoint = "bson_as_relaxed_extended_json")]
    public static partial nint AsJson(BsonReply bson, out nuint length);

    [LibraryImport(Library, EntryPoint = "bson_append_utf8")]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool AppendText(BsonHandle bson, ReadOnlySpan<byte> key, int keyLength, ReadOnlySpan<byte> value, int length);

    [LibraryImport(Library, EntryPoint = "bson_append_int32")]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool AppendInt32(BsonHandle bson, ReadOnlySpan<byte> key, int keyLength, int value);

    [LibraryImport(Library, EntryPoint = "bson_append_int64")]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool AppendInt64(BsonHandle bson, ReadOnlySpan<byte> key, int keyLength, long value);

    [LibraryImport(Library, EntryPoint = "bson_append_double")]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool AppendDouble(BsonHandle bson, ReadOnlySpan<byte> key, int keyLength, double value);

    [LibraryImport(Library, EntryPoint = "bson_append_bool")]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool AppendBool(BsonHandle bson, ReadOnlySpan<byte> key, int keyLength, [MarshalAs(UnmanagedType.U1)] bool value);

    [LibraryImport(Library, EntryPoint = "bson_append_date_time")]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool AppendDateTime(BsonHandle bson, ReadOnlySpan<byte> key, int keyLength, long utcMilliseconds);
}
