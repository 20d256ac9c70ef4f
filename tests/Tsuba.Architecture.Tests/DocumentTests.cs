using System.Text.RegularExpressions;

namespace Tsuba.Architecture.Tests;

/// <summary>Documents rot when nothing checks them.</summary>
public sealed partial class DocumentTests
{
    [Fact]
    public void Paths_NamedInDocuments_Exist()
    {
        var offences = from path in Checkout.Files("docs", "*.md").Concat(["README.md", "CONTRIBUTING.md"])
                       from Match match in PathPattern().Matches(Checkout.Read(path))
                       let named = match.Groups[1].Value.TrimEnd('/')
                       where !named.Contains('*') && !named.Contains('<') && !named.Contains("NNNN")
                       where !File.Exists(Path.Combine(Checkout.Root, named)) && !Directory.Exists(Path.Combine(Checkout.Root, named))
                       select $"{path}: {named}";
        Assert.Empty(offences);
    }

    [Fact]
    public void Decisions_InTheirFolder_AreListedInTheIndex()
    {
        var index = Checkout.Read("docs/decisions/README.md");
        Assert.Empty(Checkout.Files("docs/decisions", "0*.md").Where(path => !index.Contains(Path.GetFileName(path), StringComparison.Ordinal)));
    }

    [Fact]
    public void Project_ItsText_SpeaksOfItselfAlone()
    {
        // The words stand in two halves, so that this file passes its own test.
        string[] words = ["/wo" + "rk/", "../sha" + "red", "npmjs" + ".org", "nuget" + ".org"];
        var offences = from pattern in new[] { "*.md", "*.cs", "*.proto", "*.sh", "*.csproj", "*.props", "*.cfg" }
                       from path in Checkout.Files("", pattern)
                       let text = Checkout.Read(path)
                       from word in words
                       where text.Contains(word, StringComparison.OrdinalIgnoreCase)
                       select $"{path}: {word}";
        Assert.Empty(offences);
    }

    [GeneratedRegex(@"`((?:src|docs|tests|bench|eng|samples)/[^`\s]+)`")]
    private static partial Regex PathPattern();
}
