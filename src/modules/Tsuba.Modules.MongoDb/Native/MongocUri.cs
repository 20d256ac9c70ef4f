using System.Runtime.InteropServices;

namespace Tsuba.Modules.MongoDb.Native;

/// <summary>An address as the driver has understood it.</summary>
internal sealed class MongocUri() : SafeHandle(invalidHandleValue: 0, ownsHandle: true)
{
    /// <inheritdoc />
    public override bool IsInvalid => handle == 0;

    /// <inheritdoc />
    protected override bool ReleaseHandle()
    {
        LibMongoc.DestroyUri(handle);
        return true;
    }
}
