using System.Runtime.InteropServices;

namespace Tsuba.Modules.MongoDb.Native;

/// <summary>A client of one thread at a time, with its connections.</summary>
internal sealed class MongocClient() : SafeHandle(invalidHandleValue: 0, ownsHandle: true)
{
    /// <inheritdoc />
    public override bool IsInvalid => handle == 0;

    /// <inheritdoc />
    protected override bool ReleaseHandle()
    {
        LibMongoc.DestroyClient(handle);
        return true;
    }
}
