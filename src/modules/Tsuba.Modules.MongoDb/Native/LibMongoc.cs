using System.Runtime.InteropServices;

namespace Tsuba.Modules.MongoDb.Native;

/// <summary>The part of libmongoc that is used. Names of databases and collections are UTF-8 with a NUL at the end, as the driver takes them.</summary>
internal static partial class LibMongoc
{
    private const string Library = "libmongoc-1.0.so.0";

    [LibraryImport(Library, EntryPoint = "mongoc_init")]
    public static partial void Init();

    [LibraryImport(Library, EntryPoint = "mongoc_uri_new_with_error", StringMarshalling = StringMarshalling.Utf8)]
    public static partial MongocUri NewUri(string uri, Span<byte> error);

    [LibraryImport(Library, EntryPoint = "mongoc_uri_destroy")]
    public static partial void DestroyUri(nint uri);

    [LibraryImport(Library, EntryPoint = "mongoc_client_new_from_uri_with_error")]
    public static partial MongocClient NewClient(MongocUri uri, Span<byte> error);

    [LibraryImport(Library, EntryPoint = "mongoc_client_destroy")]
    public static partial void DestroyClient(nint client);

    [LibraryImport(Library, EntryPoint = "mongoc_client_set_error_api")]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool SetErrorApi(MongocClient client, int version);

    [LibraryImport(Library, EntryPoint = "mongoc_client_write_command_with_opts", StringMarshalling = StringMarshalling.Utf8)]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool Command(MongocClient client, string database, BsonHandle command, nint noOptions, BsonReply reply, Span<byte> error);

    [LibraryImport(Library, EntryPoint = "mongoc_client_get_collection", StringMarshalling = StringMarshalling.Utf8)]
    public static partial MongocCollection GetCollection(MongocClient client, string database, string collection);

    [LibraryImport(Library, EntryPoint = "mongoc_collection_destroy")]
    public static partial void DestroyCollection(nint collection);

    [LibraryImport(Library, EntryPoint = "mongoc_collection_create_bulk_operation_with_opts")]
    public static partial MongocBulk NewBulk(MongocCollection collection, BsonHandle options);

    [LibraryImport(Library, EntryPoint = "mongoc_bulk_operation_insert_with_opts")]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool Insert(MongocBulk bulk, BsonHandle document, nint noOptions, Span<byte> error);

    [LibraryImport(Library, EntryPoint = "mongoc_bulk_operation_update_one_with_opts")]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool UpdateOne(MongocBulk bulk, BsonHandle selector, BsonHandle update, BsonHandle options, Span<byte> error);

    /// <summary>Sends the operations; returns 0 where not all of them were taken.</summary>
    [LibraryImport(Library, EntryPoint = "mongoc_bulk_operation_execute")]
    public static partial uint Execute(MongocBulk bulk, BsonReply reply, Span<byte> error);

    [LibraryImport(Library, EntryPoint = "mongoc_bulk_operation_destroy")]
    public static partial void DestroyBulk(nint bulk);
}
