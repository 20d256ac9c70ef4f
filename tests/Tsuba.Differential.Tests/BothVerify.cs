using System.Diagnostics;
using Tsuba.Configuration;
using Tsuba.Configuration.Reports;
using Tsuba.Testing.Configuration;
using Tsuba.Testing.Requirements;

namespace Tsuba.Differential.Tests;

/// <summary>One configuration, verified by <c>nagios4 -v</c> and by us in the nagios profile.</summary>
internal static class BothVerify
{
    /// <summary>Exit code and output of nagios4, and what we say.</summary>
    /// <param name="objects">Text of the object file.</param>
    /// <param name="options">Further lines of the main file.</param>
    public static async Task<(int ExitCode, string Output, Verification Ours)> RunAsync(string objects, string options = "")
    {
        var folder = Directory.CreateTempSubdirectory("tsuba-verify-");
        try
        {
            var main = $"cfg_file=objects.cfg\nillegal_macro_output_chars=`\nnagios_user=root\nnagios_group=root\nlog_file={folder}/nagios.log\ntemp_path={folder}\ncheck_result_path={folder}\n{options}\n";
            await File.WriteAllTextAsync($"{folder}/nagios.cfg", main);
            await File.WriteAllTextAsync($"{folder}/objects.cfg", objects);
            var start = new ProcessStartInfo(RequirementProbe.Nagios4Path("usr/sbin/nagios4")!, ["-v", $"{folder}/nagios.cfg"]) { RedirectStandardOutput = true };
            using var nagios = Process.Start(start)!;
            var output = await nagios.StandardOutput.ReadToEndAsync();
            await nagios.WaitForExitAsync();
            var files = new MemorySourceFiles().With("/site/nagios.cfg", "compat=nagios\n" + main).With("/site/objects.cfg", objects);
            return (nagios.ExitCode, output, Verification.Of(ConfigurationLoader.Load(files, ["/site/nagios.cfg"])));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
