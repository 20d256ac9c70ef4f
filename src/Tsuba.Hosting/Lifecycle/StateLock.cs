using System.Globalization;

namespace Tsuba.Hosting.Lifecycle;

/// <summary>Keeps a directory to one process. Beside the lock lies <c>owner</c>, which names the process for the one that is refused.</summary>
public sealed class StateLock : IDisposable
{
    private readonly ExclusiveFile _file;
    private readonly string _ownerPath;

    private StateLock(ExclusiveFile file, string ownerPath)
    {
        _file = file;
        _ownerPath = ownerPath;
    }

    /// <summary>Takes the directory.</summary>
    /// <param name="directory">Directory; exists.</param>
    /// <param name="owner">What this process is, in words.</param>
    /// <exception cref="IOException">Another process has it; the text says which.</exception>
    public static StateLock Take(string directory, string owner)
    {
        var ownerPath = Path.Combine(directory, "owner");
        if (ExclusiveFile.Try(Path.Combine(directory, "owner.lock")) is not { } file)
        {
            var holder = File.Exists(ownerPath) ? File.ReadAllText(ownerPath).Trim() : "another process";
            throw new IOException($"{directory} is in use by {holder}.");
        }

        var text = string.Create(CultureInfo.InvariantCulture, $"process {Environment.ProcessId} ({owner})\n");
        Pki.PrivateFiles.Write(ownerPath, text, isPublic: true);
        return new StateLock(file, ownerPath);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        File.Delete(_ownerPath);
        _file.Dispose();
    }
}
