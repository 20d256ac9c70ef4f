namespace Tsuba.Modules.MongoDb.Native;

/// <summary>Whether the official C driver is on this machine.</summary>
internal static class Driver
{
    /// <summary>Makes the driver ready; may be called again.</summary>
    /// <exception cref="InvalidOperationException">It is not installed.</exception>
    public static void Load()
    {
        try
        {
            LibMongoc.Init();
            using var probe = LibBson.New();
        }
        catch (Exception missing) when (missing is DllNotFoundException or EntryPointNotFoundException)
        {
            throw new InvalidOperationException(
                "the MongoDB module needs the C driver of MongoDB, libmongoc-1.0.so.0 of version 1.22 or newer (Debian: apt-get install libmongoc-1.0-0; Red Hat: mongo-c-driver-libs)", missing);
        }
    }
}
