namespace Tsuba.Testing.Disks;

/// <summary>A file of the fake disk: what readers see, and what a power cut leaves.</summary>
internal sealed class FakeFile
{
    public FakeFile(FakeDisk disk)
    {
        Disk = disk;
    }

    public FakeDisk Disk { get; }

    public List<byte> Cached { get; } = [];

    public byte[] Durable { get; set; } = [];

    /// <summary>A failed flush: the dirty pages are gone for the disk, yet readers still see them.</summary>
    public bool LostDirty { get; private set; }

    public void DropUnflushed() => LostDirty = true;

    public void Flush()
    {
        if (!LostDirty)
        {
            Durable = [.. Cached];
        }
    }
}
