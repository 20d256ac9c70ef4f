using System.Buffers;
using System.Text;
using Tsuba.Configuration.Reports;
using Tsuba.Model.Diagnostics;
using Tsuba.Testing.Configuration;
using Tsuba.Testing.Goldens;
using Tsuba.Testing.Requirements;

namespace Tsuba.Configuration.Tests.Corpus;

/// <summary>
/// Each folder of tests/config/good shows one part of the language: its dump is compared with <c>dump.json</c>, its findings with
/// <c>findings</c>.
/// </summary>
public sealed class GoodConfigurationGoldenTests
{
    private static string Root => Path.Combine(RequirementProbe.CheckoutDirectory, "tests/config/good");

    public static TheoryData<string> Cases => [.. Directory.GetDirectories(Root).Select(folder => Path.GetFileName(folder)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Dump_OfAGoodConfiguration_IsItsGolden(string name)
    {
        var folder = Path.Combine(Root, name);
        var loaded = ConfigurationLoader.Load(new FolderSourceFiles(folder, orDisk: false), ["main.cfg"]);

        var verification = Verification.Of(loaded);

        Assert.Empty(verification.Findings.Where(finding => finding.Severity == Severity.Error));
        Assert.Null(GoldenFile.Difference(Path.Combine(folder, "findings"), string.Concat(verification.Findings.Select(finding => $"{finding}\n"))));
        var output = new ArrayBufferWriter<byte>();
        ConfigurationDump.Write(loaded.Resolved, withOrigin: false, output);
        Assert.Null(GoldenFile.Difference(Path.Combine(folder, "dump.json"), Encoding.UTF8.GetString(output.WrittenSpan) + "\n"));
    }
}
