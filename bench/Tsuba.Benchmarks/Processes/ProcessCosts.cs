using System.Globalization;

namespace Tsuba.Benchmarks.Processes;

/// <summary>What a process has used so far, from <c>/proc</c>.</summary>
internal static class ProcessCosts
{
    /// <summary>Seconds of user and system time, own and of reaped children: fields 14 to 17 of <c>stat</c>, in hundredths of a second.</summary>
    public static double CpuSeconds(int process)
    {
        var text = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/stat"));
        return text[(text.LastIndexOf(')') + 2)..].Split(' ')[11..15].Sum(field => double.Parse(field, CultureInfo.InvariantCulture)) / 100;
    }

    /// <summary>Proportional set size, in bytes.</summary>
    public static long PssBytes(int process)
    {
        var line = File.ReadLines(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/smaps_rollup")).First(text => text.StartsWith("Pss:", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024;
    }
}
