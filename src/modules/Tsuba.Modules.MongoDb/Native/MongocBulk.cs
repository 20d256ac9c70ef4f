using System.Runtime.InteropServices;

namespace Tsuba.Modules.MongoDb.Native;

/// <summary>Operations that are sent together; end before their collection.</summary>
internal sealed class MongocBulk() : SafeHandle(invalidHandleValue: 0, ownsHandle: true)
{
    /// <inheritdoc />
    public override bool IsInvalid => handle == 0;

    /// <inheritdoc />
    protected override bool ReleaseHandle()
    {
        LibMongoc.DestroyBulk(handle);
        return true;
    }
}
