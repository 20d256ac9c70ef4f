using System.Diagnostics;
using Tsuba.Benchmarks.Processes;
using Tsuba.Benchmarks.Sites;
using Tsuba.Configuration;
using Tsuba.Configuration.Syntax;
using Tsuba.Dispatch.Cutting;
using Tsuba.Dispatch.Placement;
using Tsuba.Hosting.Files;
using Tsuba.Model.Snapshots;

namespace Tsuba.Benchmarks.Runs;

/// <summary>110,000 objects: <c>tsuba verify</c> against <c>nagios4 -v</c> as processes, in turn, and where the time goes within one process.</summary>
internal static class VerifyRun
{
    private const int Hosts = 10_000;

    public static async Task RunAsync(string program, string nagios, int rounds)
    {
        var directory = Directory.CreateTempSubdirectory("tsuba-verify-").FullName;
        File.SetUnixFileMode(directory, (UnixFileMode)0b111_101_101);
        try
        {
            var shape = new SiteShape { Hosts = Hosts };
            var main = SiteWriter.Write(directory, shape);
            var own = new List<(double Wall, double Cpu)>();
            var theirs = new List<(double Wall, double Cpu)>();
            for (var round = 0; round < rounds; round++)
            {
                var (_, wall, cpu) = await Command.RunAsync("dotnet", program, "verify", "-c", main);
                own.Add((wall, cpu));
                if (nagios.Length > 0)
                {
                    (_, wall, cpu) = await Command.RunAsync(nagios, "-v", main);
                    theirs.Add((wall, cpu));
                }
            }

            var (ownWall, ownCpu) = (Figures.Median(own.Select(item => item.Wall)), Figures.Median(own.Select(item => item.Cpu)));
            Figures.Print("tsuba verify, 110,000 objects", $"{ownWall:F2} s, CPU {ownCpu:F2} s (bar 0.6 s with sharding)");
            if (theirs.Count > 0)
            {
                var (wall, cpu) = (Figures.Median(theirs.Select(item => item.Wall)), Figures.Median(theirs.Select(item => item.Cpu)));
                Figures.Print("nagios4 -v, the same files", $"{wall:F2} s, CPU {cpu:F2} s");
                Figures.Print("  tsuba against nagios4, CPU", $"{ownCpu / cpu:F2}");
            }

            PrintStages(directory, main);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    // The first pass is what a process pays that ends afterwards; the last is the code at its best.
    private static void PrintStages(string directory, string main)
    {
        for (var pass = 1; pass <= 5; pass++)
        {
            var contents = Directory.GetFiles(Path.Combine(directory, "objects")).Select(path => (Path: path, Bytes: File.ReadAllBytes(path))).ToList();
            var parse = Measure(() => contents.Select(file => SyntaxTree.Parse(file.Path, file.Bytes)).ToList(), out _);
            var load = Measure(() => ConfigurationLoader.Load(new DiskSourceFiles(), [main]), out var loaded);
            var link = Measure(() => SnapshotBuilder.Build(loaded.Resolved), out _);
            var shard = Measure(() => ConfigurationCut.Make(loaded.Resolved, PlacementPlan.Empty, PlacementOptions.Default, 0), out _);
            if (pass is 1 or 5)
            {
                Figures.Print($"in process, pass {pass}: parse, resolve, link, shard", $"CPU {parse:F2}, {Math.Max(0, load - parse):F2}, {link:F2}, {shard:F2} s");
            }
        }
    }

    private static double Measure<T>(Func<T> work, out T result)
    {
        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        result = work();
        process.Refresh();
        return (process.TotalProcessorTime - before).TotalSeconds;
    }
}
