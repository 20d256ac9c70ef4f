using System.Diagnostics;

namespace Tsuba.System.Tests.Sites.Faults;

/// <summary>The wall clock of a machine, which a test may set; needs a C compiler. The clock of the real machine stays as it is.</summary>
internal sealed class MovedClock
{
    private readonly string _file;
    private readonly string _library;

    private MovedClock(string file, string library)
    {
        _file = file;
        _library = library;
    }

    /// <summary>Compiles the library into a folder; the clock goes right.</summary>
    public static async Task<MovedClock> CreateAsync(string folder)
    {
        var clock = new MovedClock(Path.Combine(folder, "clock"), Path.Combine(folder, "moved_clock.so"));
        clock.Set(TimeSpan.Zero);
        using var compiler = Process.Start(new ProcessStartInfo(
            "cc", ["-O1", "-shared", "-fPIC", "-o", clock._library, Path.Combine(AppContext.BaseDirectory, "Native", "moved_clock.c"), "-ldl"])
        { RedirectStandardError = true })!;
        var errors = await compiler.StandardError.ReadToEndAsync();
        await compiler.WaitForExitAsync();
        Assert.True(compiler.ExitCode == 0, errors);
        return clock;
    }

    /// <summary>What puts it into the processes of a machine.</summary>
    public void GiveTo(Dictionary<string, string> variables)
    {
        variables["LD_PRELOAD"] = _library;
        variables["MOVED_CLOCK"] = _file;
    }

    /// <summary>From now on it is off by this.</summary>
    public void Set(TimeSpan offset)
    {
        // In place: the processes have the file mapped.
        using var file = new FileStream(_file, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite);
        file.Write(BitConverter.GetBytes((long)offset.TotalMilliseconds));
    }
}
