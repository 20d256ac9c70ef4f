using System.Text.Encodings.Web;
using System.Text.Json;

namespace Tsuba.Model.Diagnostics;

/// <summary>How reports are printed as JSON: indented, and names and texts in their own letters, since people read them and search in them.</summary>
public static class ReadableJson
{
    /// <summary>Options of the writer. The output is no part of a page, so only what JSON itself asks for is escaped.</summary>
    public static JsonWriterOptions Options { get; } = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
