namespace Tsuba.Cli;

/// <summary>The name this program was called by: the launcher passes it on, else it stands in the process's own arguments.</summary>
internal static class CalledName
{
    private const string Variable = "TSUBA_CALLED_AS";

    private static readonly string[] Prefixes = ["tsuba-", "shinken-"];

    /// <summary>File name of argument zero.</summary>
    public static string Read()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } passed)
        {
            Environment.SetEnvironmentVariable(Variable, null);
            return Path.GetFileName(passed);
        }

        var arguments = File.ReadAllText("/proc/self/cmdline");
        var end = arguments.IndexOf('\0', StringComparison.Ordinal);
        return Path.GetFileName(end < 0 ? arguments : arguments[..end]);
    }

    /// <summary>The verb in a name like <c>tsuba-scheduler</c> or <c>shinken-arbiter</c>; null if there is none.</summary>
    public static string? Verb(string name)
    {
        foreach (var prefix in Prefixes)
        {
            if (name.StartsWith(prefix, StringComparison.Ordinal))
            {
                return name[prefix.Length..];
            }
        }

        return null;
    }
}
