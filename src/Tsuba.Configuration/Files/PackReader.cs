using System.Text.Json;
using Tsuba.Model.Diagnostics;

namespace Tsuba.Configuration.Files;

/// <summary>
/// Reads <c>.pack</c> files. A pack describes a set of templates that stand in ordinary files beside it, so only its form is checked.
/// Source: reference/shinken.md 3.1 "Packs", 3.8.
/// </summary>
internal static class PackReader
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 64, CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    internal static void Check(IEnumerable<(string Path, ReadOnlyMemory<byte> Content)> packs, FindingLog findings)
    {
        foreach (var (path, content) in packs)
        {
            try
            {
                using var document = JsonDocument.Parse(content, Options);
                if (document.RootElement.ValueKind != JsonValueKind.Object)
                {
                    findings.Add(FileFindings.PackMalformed, new SourceLocation(path, 1, 1), "expected a JSON object");
                }
                else if (!document.RootElement.TryGetProperty("name", out var name) || name.ValueKind != JsonValueKind.String)
                {
                    findings.Add(FileFindings.PackMalformed, new SourceLocation(path, 1, 1), "expected a member \"name\" with a text");
                }
            }
            catch (InvalidOperationException)
            {
                // Half a surrogate pair is valid JSON, but no text.
                findings.Add(FileFindings.PackMalformed, new SourceLocation(path, 1, 1), "expected valid Unicode");
            }
            catch (JsonException fault)
            {
                findings.Add(
                    FileFindings.PackMalformed,
                    new SourceLocation(path, (int)Math.Min(int.MaxValue, (fault.LineNumber ?? 0) + 1), (int)Math.Min(int.MaxValue, (fault.BytePositionInLine ?? 0) + 1)),
                    "expected JSON");
            }
        }
    }
}
