using System.Diagnostics;
using System.Globalization;

namespace Tsuba.System.Tests.Sites.Faults;

/// <summary>A file system in memory of a few megabytes, which can be filled to the last byte. Needs root.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private const int BlockBytes = 4096;

    private readonly string _folder;

    private SmallDisk(string folder) => _folder = folder;

    private string Filling => Path.Combine(_folder, "filling");

    /// <summary>Puts it over a folder, which is made.</summary>
    public static async Task<SmallDisk> MountAsync(string folder, int megabytes)
    {
        Directory.CreateDirectory(folder);
        await RunAsync("mount", "-t", "tmpfs", "-o", string.Create(CultureInfo.InvariantCulture, $"size={megabytes}m,mode=0755"), "tmpfs", folder);
        return new SmallDisk(folder);
    }

    /// <summary>Takes all the space that is left.</summary>
    public void Fill()
    {
        using var file = new FileStream(Filling, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);
        var block = new byte[BlockBytes];
        try
        {
            while (true)
            {
                file.Write(block);
            }
        }
        catch (IOException)
        {
            // No space left on the device: that is what it is for.
            return;
        }
    }

    /// <summary>Whether somebody made space, or nobody ever took it.</summary>
    public bool HasSpace => new DriveInfo(_folder).AvailableFreeSpace > 0;

    /// <summary>Gives it back.</summary>
    public void Empty() => File.Delete(Filling);

    public async ValueTask DisposeAsync() => await RunAsync("umount", "-l", _folder);

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)}: {error}");
    }
}
