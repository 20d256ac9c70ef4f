using System.Collections.Immutable;
using System.Text.Json;

namespace Tsuba.Synchronizer.Versions;

/// <summary>
/// Whether the work tree is the source of the configuration, and which of its files are the main ones: <c>adopted.json</c> beside the
/// repository. Written by renaming, so that it is there or it is not.
/// </summary>
/// <param name="MainFiles">Paths of the main files.</param>
/// <param name="Author">Who adopted the tree.</param>
internal sealed record AdoptedTree(ImmutableArray<string> MainFiles, string Author)
{
    private const string FileName = "adopted.json";

    internal static AdoptedTree? Read(string directory)
    {
        var path = Path.Combine(directory, FileName);
        if (!File.Exists(path))
        {
            return null;
        }

        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        var root = document.RootElement;
        return new AdoptedTree(
            [.. root.GetProperty("main_files").EnumerateArray().Select(file => file.GetString() ?? "")],
            root.GetProperty("author").GetString() ?? "");
    }

    internal void Write(string directory)
    {
        var path = Path.Combine(directory, FileName);
        using (var file = new FileStream(path + ".new", FileMode.Create, FileAccess.Write))
        {
            using var json = new Utf8JsonWriter(file);
            json.WriteStartObject();
            json.WriteStartArray("main_files");
            foreach (var main in MainFiles)
            {
                json.WriteStringValue(main);
            }

            json.WriteEndArray();
            json.WriteString("author", Author);
            json.WriteEndObject();
            json.Flush();
            file.Flush(flushToDisk: true);
        }

        File.Move(path + ".new", path, overwrite: true);
    }
}
