using System.Text.RegularExpressions;

namespace Tsuba.Architecture.Tests;

/// <summary>What a newcomer relies on: the folder tells the namespace, files stay readable, log events have one number.</summary>
public sealed partial class SourceFileTests
{
    /// <summary>Files over 400 lines, each with its reason. The list shrinks.</summary>
    private static readonly Dictionary<string, string> LongFiles = new(StringComparer.Ordinal)
    {
    };

    [Fact]
    public void Namespaces_OfProductFiles_FollowTheirFolders()
    {
        var offences = from path in Checkout.Files("src", "*.cs")
                       let declared = NamespacePattern().Match(Checkout.Read(path))
                       where declared.Success
                       let expected = ExpectedNamespace(path)
                       where declared.Groups[1].Value != expected
                       select $"{path}: {declared.Groups[1].Value}, expected {expected}";
        Assert.Empty(offences);
    }

    [Fact]
    public void Files_OfProductAndTests_StayReadable()
    {
        var offences = from path in Checkout.Files("src", "*.cs").Concat(Checkout.Files("tests", "*.cs"))
                       let lines = Checkout.Lines(path).Length
                       where lines > 800 || (lines > 400 && !LongFiles.ContainsKey(path))
                       select $"{path}: {lines} lines";
        Assert.Empty(offences);
    }

    [Fact]
    public void LongFileList_HeldAgainstTheFiles_NamesOnlyLongOnes()
    {
        Assert.Empty(LongFiles.Keys.Where(path => !File.Exists(Path.Combine(Checkout.Root, path)) || Checkout.Lines(path).Length <= 400));
    }

    [Fact]
    public void LogEventIds_OfAllProjects_AreUnique()
    {
        var ids = from path in Checkout.Files("src", "*.cs")
                  from Match match in EventIdPattern().Matches(Checkout.Read(path))
                  select (Id: match.Groups[1].Value, Path: path);
        var twice = ids.GroupBy(entry => entry.Id).Where(group => group.Count() > 1)
            .Select(group => $"{group.Key}: {string.Join(", ", group.Select(entry => entry.Path))}");
        Assert.Empty(twice);
    }

    [Fact]
    public void ReasonsOfTheEngine_AreAllGiven()
    {
        const string Declaration = "src/Tsuba.Engine/Explain/Reason.cs";
        var given = Checkout.Files("src/Tsuba.Engine", "*.cs")
            .Where(path => path != Declaration && !path.Contains("/MessageTable", StringComparison.Ordinal))
            .SelectMany(path => ReasonPattern().Matches(Checkout.Read(path)).Select(match => match.Groups[1].Value))
            .ToHashSet(StringComparer.Ordinal);
        var declared = ReasonDeclarationPattern().Matches(Checkout.Read(Declaration)).Select(match => match.Groups[1].Value).ToList();
        Assert.NotEmpty(declared);
        Assert.Empty(declared.Where(reason => !given.Contains(reason)));
    }

    [Fact]
    public void InternalsVisibleTo_OfProductProjects_NamesOnlyTests()
    {
        var offences = from path in Checkout.Files("src", "*.cs").Concat(Checkout.Files("src", "*.csproj"))
                       from Match match in VisiblePattern().Matches(Checkout.Read(path))
                       where !match.Groups[1].Value.EndsWith(".Tests", StringComparison.Ordinal)
                       select $"{path}: {match.Groups[1].Value}";
        Assert.Empty(offences);
    }

    [Fact]
    public void Project_ItsFiles_CarryNoMarksOfUnfinishedWork()
    {
        var offences = from path in Checkout.Files("src", "*.cs").Concat(Checkout.Files("tests", "*.cs"))
                       where !path.EndsWith("SourceFileTests.cs", StringComparison.Ordinal)
                       from Match match in UnfinishedPattern().Matches(Checkout.Read(path))
                       select $"{path}: {match.Value}";
        Assert.Empty(offences);
    }

    private static string ExpectedNamespace(string path)
    {
        var folders = Path.GetDirectoryName(path)!.Split('/');
        var project = Array.FindIndex(folders, folder => folder.StartsWith("Tsuba.", StringComparison.Ordinal));
        return string.Join('.', folders[project..]);
    }

    [GeneratedRegex(@"\bReason\.(\w+)")]
    private static partial Regex ReasonPattern();

    [GeneratedRegex(@"^\s+(\w+) = \d+,$", RegexOptions.Multiline)]
    private static partial Regex ReasonDeclarationPattern();

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex NamespacePattern();

    [GeneratedRegex(@"\[LoggerMessage\((?:EventId\s*=\s*)?(\d+)")]
    private static partial Regex EventIdPattern();

    [GeneratedRegex("InternalsVisibleTo(?:\\(\"|\" Include=\"| Include=\")([\\w.]+)")]
    private static partial Regex VisiblePattern();

    [GeneratedRegex(@"\b(TODO|FIXME|HACK|NotImplementedException)\b")]
    private static partial Regex UnfinishedPattern();
}
