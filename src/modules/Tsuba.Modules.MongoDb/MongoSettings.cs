using System.Globalization;
using Tsuba.Modules.MongoDb.Documents;

namespace Tsuba.Modules.MongoDb;

/// <summary>What the properties of a MongoDB module say; names as in Shinken's modules. Source: reference/shinken.md 6.3.</summary>
internal sealed record MongoSettings
{
    private const long DefaultSpoolBytes = 512L * 1024 * 1024;
    private const int DefaultVolume = 1000;

    /// <summary><c>uri</c>: <c>mongodb://localhost/</c> by default.</summary>
    public required MongoAddress Address { get; init; }

    /// <summary><c>database</c>: <c>shinken</c> by default.</summary>
    public required string Database { get; init; }

    /// <summary><c>results_collection</c>, <c>changes_collection</c>, <c>logs_collection</c>, <c>hav_collection</c>.</summary>
    public required IReadOnlyDictionary<MongoTarget, string> Collections { get; init; }

    /// <summary><c>max_results_age</c>, <c>max_changes_age</c>, <c>max_logs_age</c>, <c>max_availability_age</c>: after that documents are removed by the server; zero: never.</summary>
    public required IReadOnlyDictionary<MongoTarget, TimeSpan> Ages { get; init; }

    /// <summary><c>commit_volume</c>: most records sent at a time.</summary>
    public required int Volume { get; init; }

    /// <summary><c>spool_max_bytes</c>: what is kept while the server is away; 512 MiB by default.</summary>
    public required long SpoolBytes { get; init; }

    /// <summary>Reads properties.</summary>
    /// <exception cref="InvalidDataException">They make no sense.</exception>
    public static MongoSettings From(IReadOnlyDictionary<string, string> properties) => new()
    {
        Address = MongoAddress.Of(Text(properties, "uri", "mongodb://localhost/"), properties),
        Database = Name(properties, "database", "shinken"),
        Collections = new Dictionary<MongoTarget, string>
        {
            [MongoTarget.CheckResults] = Name(properties, "results_collection", "check_results"),
            [MongoTarget.StateChanges] = Name(properties, "changes_collection", "state_changes"),
            [MongoTarget.Logs] = Name(properties, "logs_collection", "logs"),
            [MongoTarget.Availability] = Name(properties, "hav_collection", "availability"),
        },
        Ages = new Dictionary<MongoTarget, TimeSpan>
        {
            [MongoTarget.CheckResults] = Age(properties, "max_results_age", "1m"),
            [MongoTarget.StateChanges] = Age(properties, "max_changes_age", "1y"),
            [MongoTarget.Logs] = Age(properties, "max_logs_age", "3m"),
            [MongoTarget.Availability] = Age(properties, "max_availability_age", "0"),
        },
        Volume = (int)Math.Clamp(Number(properties, "commit_volume", DefaultVolume), 1, 100_000),
        SpoolBytes = Number(properties, "spool_max_bytes", DefaultSpoolBytes),
    };

    private static string Text(IReadOnlyDictionary<string, string> properties, string key, string otherwise) =>
        properties.GetValueOrDefault(key) is { Length: > 0 } text ? text : otherwise;

    // What MongoDB refuses in names of databases and collections is refused here already, with the property's name.
    private static string Name(IReadOnlyDictionary<string, string> properties, string key, string otherwise)
    {
        var name = Text(properties, key, otherwise);
        return name.Length <= 63 && name.All(character => char.IsAsciiLetterOrDigit(character) || character is '_' or '-')
            ? name
            : throw new InvalidDataException($"{key} is '{name}': letters, digits, _ and -, 63 at most");
    }

    // 90 or 90d: days; 2w, 3m, 1y: weeks, months of 30 days, years of 365 days.
    private static TimeSpan Age(IReadOnlyDictionary<string, string> properties, string key, string otherwise)
    {
        var text = Text(properties, key, otherwise);
        var factor = text[^1] switch { 'w' => 7, 'm' => 30, 'y' => 365, _ => 1 };
        var digits = text.AsSpan().TrimEnd("dwmy");
        return text.Length - digits.Length <= 1 && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= 36_500 / factor
            ? TimeSpan.FromDays(number * factor)
            : throw new InvalidDataException($"{key} is '{text}', not a number of days, or a number with d, w, m or y");
    }

    private static long Number(IReadOnlyDictionary<string, string> properties, string key, long otherwise) => !properties.TryGetValue(key, out var text)
        ? otherwise
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : throw new InvalidDataException($"{key} is '{text}', not a number");
}
