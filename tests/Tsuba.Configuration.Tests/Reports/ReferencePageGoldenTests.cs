using System.Text;
using Tsuba.Model.Catalogue;
using Tsuba.Model.Diagnostics;
using Tsuba.Testing.Goldens;
using Tsuba.Testing.Requirements;

namespace Tsuba.Configuration.Tests.Reports;

/// <summary>The pages of docs/reference that are made from the catalogues.</summary>
public sealed class ReferencePageGoldenTests
{
    [Fact]
    public void Findings_Catalogue_IsThePage()
    {
        var page = new StringBuilder("# Findings of `tsuba verify`\n\nMade from the catalogue; `./dev golden` writes it.\n\n| Code | Severity | What | What to do |\n|---|---|---|---|\n");
        foreach (var row in DiagnosticCatalogue.Rows.Values)
        {
            page.Append("| ").Append(row.Code).Append(" | ").Append(row.Severity.ToString().ToLowerInvariant()).Append(" | ")
                .Append(Cell(row.Title)).Append(" | ").Append(Cell(row.Help)).Append(" |\n");
        }

        Assert.Null(GoldenFile.Difference(PathOf("findings.md"), page.ToString()));
    }

    [Fact]
    public void Properties_Catalogue_IsThePage()
    {
        var page = new StringBuilder("# Object types and their properties\n\nMade from the catalogue; `./dev golden` writes it. `+`: `+value` adds to what is inherited; `h`: a service takes it from its host; `-`: accepted, without effect.\n");
        foreach (var type in PropertyCatalogue.Rows.GroupBy(row => row.Type))
        {
            page.Append("\n## ").Append(type.Key.ToString().ToLowerInvariant()).Append("\n\n| Property | Kind | Default | nagios profile | |\n|---|---|---|---|---|\n");
            foreach (var row in type)
            {
                var marks = (row.IsRequired ? "required " : "") + (row.IsAdditive ? "+" : "") + (row.InheritsFromHost ? "h" : "") + (row.HasNoEffect ? "-" : "");
                page.Append("| `").Append(row.Name).Append("` | ").Append(row.Kind.ToString().ToLowerInvariant()).Append(" | ").Append(Cell(row.Default ?? ""))
                    .Append(" | ").Append(Cell(row.NagiosDefault ?? "")).Append(" | ").Append(marks.Trim()).Append(" |\n");
            }
        }

        Assert.Null(GoldenFile.Difference(PathOf("properties.md"), page.ToString()));
    }

    private static string PathOf(string name) => Path.Combine(RequirementProbe.CheckoutDirectory, "docs/reference", name);

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal).Replace("`", "\\`", StringComparison.Ordinal).Replace("<", "\\<", StringComparison.Ordinal);
}
