using System.Globalization;
using Tsuba.Modules.MongoDb.Documents;

namespace Tsuba.Modules.MongoDb.Sending;

/// <summary>Makes the indexes, by which the server also removes what is too old.</summary>
internal static class MongoLayout
{
    private const int OptionsDiffer = 85;
    private const string AgeIndex = "age";

    /// <summary>Makes what is missing, and changes ages that are set differently now.</summary>
    /// <exception cref="IOException">The server is away, or refuses.</exception>
    public static void Make(MongoClient client, MongoSettings settings)
    {
        foreach (var (target, collection) in settings.Collections)
        {
            var (host, service, time) = target == MongoTarget.Availability ? ("hostname", "service", "day_begin") : ("host_name", "service_description", "at");
            client.Command(settings.Database, string.Create(CultureInfo.InvariantCulture, $$"""
                {"createIndexes": "{{collection}}", "indexes": [{"key": {"{{host}}": 1, "{{service}}": 1, "{{time}}": -1}, "name": "item"}]}
                """));
            if (settings.Ages[target] > TimeSpan.Zero)
            {
                Age(client, settings.Database, collection, time, (long)settings.Ages[target].TotalSeconds);
            }
        }
    }

    private static void Age(MongoClient client, string database, string collection, string time, long seconds)
    {
        var age = seconds.ToString(CultureInfo.InvariantCulture);
        var code = client.TryCommand(
            database,
            $$"""{"createIndexes": "{{collection}}", "indexes": [{"key": {"{{time}}": 1}, "name": "{{AgeIndex}}", "expireAfterSeconds": {{age}}}]}""",
            OptionsDiffer);
        if (code == OptionsDiffer)
        {
            client.Command(database, "{\"collMod\": \"" + collection + "\", \"index\": {\"name\": \"" + AgeIndex + "\", \"expireAfterSeconds\": " + age + "}}");
        }
    }
}
