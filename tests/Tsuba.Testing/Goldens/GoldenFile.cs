namespace Tsuba.Testing.Goldens;

/// <summary>Compares output with a committed file. <c>./dev golden</c> sets <c>TSUBA_GOLDEN=write</c>, which takes the output as the new file.</summary>
public static class GoldenFile
{
    /// <summary>Null if the file holds exactly this text, else the first line that differs.</summary>
    /// <param name="path">Path of the golden file.</param>
    /// <param name="actual">The output.</param>
    public static string? Difference(string path, string actual)
    {
        if (Environment.GetEnvironmentVariable("TSUBA_GOLDEN") == "write")
        {
            File.WriteAllText(path, actual);
            return null;
        }

        if (!File.Exists(path))
        {
            return $"{path} does not exist; ./dev golden writes it";
        }

        var expected = File.ReadAllText(path);
        if (string.Equals(expected, actual, StringComparison.Ordinal))
        {
            return null;
        }

        var left = expected.Split('\n');
        var right = actual.Split('\n');
        var line = 0;
        while (line < left.Length && line < right.Length && left[line] == right[line])
        {
            line++;
        }

        return $"{path}:{line + 1}: expected \"{left.ElementAtOrDefault(line)}\", found \"{right.ElementAtOrDefault(line)}\"";
    }
}
