using System.Xml.Linq;

namespace Tsuba.Architecture.Tests;

/// <summary>The table in docs/architecture.md is the rule; the project files are held against it.</summary>
public sealed class ProjectGraphTests
{
    [Fact]
    public void ProjectReferences_ComparedWithTheTable_AreAllAllowed()
    {
        var rule = ReadRule();
        var offences = new List<string>();
        foreach (var (project, references) in ReadProjects())
        {
            if (!rule.TryGetValue(project, out var allowed))
            {
                offences.Add($"{project} has no row in docs/architecture.md");
                continue;
            }

            offences.AddRange(references.Where(reference => !allowed.Contains("*") && !allowed.Contains(reference))
                .Select(reference => $"{project} -> {reference}"));
        }

        Assert.True(offences.Count == 0, "References that docs/architecture.md does not allow:\n" + string.Join('\n', offences));
    }

    [Fact]
    public void Table_ComparedWithTheProjects_NamesNoneThatIsGone()
    {
        var projects = ReadProjects().Select(project => project.Name).ToHashSet(StringComparer.Ordinal);
        Assert.Empty(ReadRule().Keys.Where(name => !projects.Contains(name)));
    }

    [Fact]
    public void RuntimePackages_ByProject_AreThoseThatWereDecided()
    {
        var allowed = new Dictionary<string, string[]>(StringComparer.Ordinal)
        {
            ["Protocol"] = ["Google.Protobuf", "Grpc.Tools"],
            ["Modules.History"] = ["Microsoft.Data.Sqlite.Core", "SQLitePCLRaw.bundle_e_sqlite3"],
            ["Modules.Otlp"] = ["Google.Protobuf", "Grpc.Tools"],
            ["Web"] = ["Microsoft.AspNetCore.OpenApi", "Microsoft.OpenApi"],
            ["Modules.Console"] = ["Microsoft.AspNetCore.OpenApi", "Microsoft.OpenApi"],
            ["Modules.Passive"] = ["Microsoft.AspNetCore.OpenApi", "Microsoft.OpenApi", "System.IO.Hashing"],
            ["Synchronizer"] = ["System.DirectoryServices.Protocols", "Microsoft.AspNetCore.OpenApi", "Microsoft.OpenApi"],
            ["Cli"] = ["System.CommandLine", "Spectre.Console"],
        };
        var offences = from path in Checkout.Files("src", "*.csproj")
                       let name = ProjectName(path)
                       from package in XDocument.Parse(Checkout.Read(path)).Descendants("PackageReference")
                       let id = (string?)package.Attribute("Include") ?? ""
                       where !allowed.GetValueOrDefault(name, []).Contains(id)
                       select $"{name}: {id}";
        Assert.Empty(offences);
    }

    private static string ProjectName(string path) => Path.GetFileNameWithoutExtension(path)["Tsuba.".Length..];

    private static IEnumerable<(string Name, List<string> References)> ReadProjects() =>
        from path in Checkout.Files("src", "*.csproj")
        select (ProjectName(path), XDocument.Parse(Checkout.Read(path)).Descendants("ProjectReference")
            .Select(reference => ProjectName((string?)reference.Attribute("Include") ?? "")).ToList());

    private static Dictionary<string, HashSet<string>> ReadRule() =>
        Checkout.Lines("docs/architecture.md")
            .SkipWhile(line => line != "<!-- dependencies:begin -->")
            .TakeWhile(line => line != "<!-- dependencies:end -->")
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal))
            .Skip(1)
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .ToDictionary(cells => cells[1], cells => cells[2].Split(", ").ToHashSet(StringComparer.Ordinal), StringComparer.Ordinal);
}
