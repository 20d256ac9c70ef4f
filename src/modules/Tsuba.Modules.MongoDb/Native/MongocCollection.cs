using System.Runtime.InteropServices;

namespace Tsuba.Modules.MongoDb.Native;

/// <summary>A collection of a client; ends before it.</summary>
internal sealed class MongocCollection() : SafeHandle(invalidHandleValue: 0, ownsHandle: true)
{
    /// <inheritdoc />
    public override bool IsInvalid => handle == 0;

    /// <inheritdoc />
    protected override bool ReleaseHandle()
    {
        LibMongoc.DestroyCollection(handle);
        return true;
    }
}
