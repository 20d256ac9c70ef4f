using System.Collections;
using System.CommandLine;

namespace Tsuba.Cli.Sites;

/// <summary>Options that become settings of daemons, the same for every verb that starts some.</summary>
internal sealed class DaemonOptions
{
    private readonly Option<int?> _portOffset = new("--port-offset") { Description = "Add this to every port of the site.", HelpName = "N" };
    private readonly Option<string?> _logLevel = new("--log-level") { Description = "DEBUG, INFO, WARNING, ERROR or CRITICAL.", HelpName = "LEVEL" };
    private readonly Option<bool> _allowRootPlugins = new("--allow-root-plugins") { Description = "Run plugins as root when started as root." };

    /// <summary><c>--print-settings</c>.</summary>
    public Option<bool> PrintSettings { get; } = new("--print-settings") { Description = "Show each effective setting and where it came from, then end." };

    /// <summary><c>--host</c>.</summary>
    public Option<string?> Host { get; } = new("--host") { Description = "Address that the daemons' ports listen on; tsuba run: else the one that each object names.", HelpName = "ADDRESS" };

    /// <summary>Adds all to a verb.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(Host);
        command.Options.Add(_portOffset);
        command.Options.Add(_logLevel);
        command.Options.Add(_allowRootPlugins);
        command.Options.Add(PrintSettings);
    }

    /// <summary>What was given, by setting key.</summary>
    public Dictionary<string, string> Read(ParseResult parsed)
    {
        var given = new Dictionary<string, string>(StringComparer.Ordinal);
        Put(given, "host", parsed.GetValue(Host));
        Put(given, "port_offset", parsed.GetValue(_portOffset)?.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Put(given, "log_level", parsed.GetValue(_logLevel));
        Put(given, "plugins_as_root", parsed.GetValue(_allowRootPlugins) ? "1" : null);
        return given;
    }

    /// <summary>The environment of this process.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Environment()
    {
        foreach (DictionaryEntry variable in System.Environment.GetEnvironmentVariables())
        {
            yield return new KeyValuePair<string, string>((string)variable.Key, (string?)variable.Value ?? "");
        }
    }

    private static void Put(Dictionary<string, string> given, string key, string? value)
    {
        if (value is not null)
        {
            given[key] = value;
        }
    }
}
