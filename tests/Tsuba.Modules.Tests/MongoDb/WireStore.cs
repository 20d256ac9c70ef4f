using System.Collections.Concurrent;

namespace Tsuba.Modules.Tests.MongoDb;

/// <summary>What the server of the tests holds, and how it answers commands. It outlives a server that dies.</summary>
internal sealed class WireStore
{
    private const int Newest = 17;

    private readonly Lock _lock = new();

    public ConcurrentDictionary<string, ConcurrentDictionary<string, WireDocument>> Collections { get; } = new();

    /// <summary>Indexes by collection and name.</summary>
    public ConcurrentDictionary<string, WireDocument> Indexes { get; } = new();

    public ConcurrentDictionary<string, WireDocument> Of(string collection) => Collections.GetOrAdd(collection, _ => new());

    public static WireDocument Ok(params (string Key, object? Value)[] fields)
    {
        var answer = new WireDocument();
        foreach (var (key, value) in fields)
        {
            answer[key] = value;
        }

        answer["ok"] = 1.0;
        return answer;
    }

    public static WireDocument Refusal(int code, string name) =>
        new() { ["ok"] = 0.0, ["code"] = code, ["codeName"] = name, ["errmsg"] = name };

    public WireDocument Answer(WireDocument command)
    {
        lock (_lock)
        {
            return command.Keys.First() switch
            {
                "isMaster" or "ismaster" or "hello" => Ok(
                    ("helloOk", true), ("ismaster", true), ("isWritablePrimary", true), ("maxBsonObjectSize", 16 * 1024 * 1024), ("maxMessageSizeBytes", 48_000_000),
                    ("maxWriteBatchSize", 100_000), ("localTime", DateTimeOffset.UnixEpoch), ("minWireVersion", 0), ("maxWireVersion", Newest), ("readOnly", false)),
                "insert" => Insert(command),
                "update" => Update(command),
                "createIndexes" => CreateIndexes(command),
                "collMod" => Modify(command),
                _ => Ok(),
            };
        }
    }

    /// <summary>Takes the first documents of an insert, as a server does that dies then.</summary>
    public void InsertSome(WireDocument command, int count)
    {
        lock (_lock)
        {
            foreach (var document in List(command, "documents").Take(count))
            {
                Of((string)command["insert"]!)[(string)document["_id"]!] = document;
            }
        }
    }

    private WireDocument Insert(WireDocument command)
    {
        var collection = Of((string)command["insert"]!);
        var errors = new List<object?>();
        var documents = List(command, "documents").ToList();
        for (var index = 0; index < documents.Count; index++)
        {
            if (!collection.TryAdd((string)documents[index]["_id"]!, documents[index]))
            {
                errors.Add(new WireDocument { ["index"] = index, ["code"] = 11000, ["errmsg"] = "E11000 duplicate key error" });
                if (command.GetValueOrDefault("ordered") is not false)
                {
                    break;
                }
            }
        }

        return errors.Count == 0 ? Ok(("n", documents.Count)) : Ok(("n", documents.Count - errors.Count), ("writeErrors", errors));
    }

    private WireDocument Update(WireDocument command)
    {
        var collection = Of((string)command["update"]!);
        var upserted = new List<object?>();
        var updates = List(command, "updates").ToList();
        for (var index = 0; index < updates.Count; index++)
        {
            var id = (string)((WireDocument)updates[index]["q"]!)["_id"]!;
            if (!collection.TryGetValue(id, out var document))
            {
                collection[id] = document = new WireDocument { ["_id"] = id };
                upserted.Add(new WireDocument { ["index"] = index, ["_id"] = id });
            }

            WireExpression.Update(document, (IReadOnlyList<object?>)updates[index]["u"]!);
        }

        return upserted.Count == 0 ? Ok(("n", updates.Count), ("nModified", updates.Count)) : Ok(("n", updates.Count), ("nModified", updates.Count - upserted.Count), ("upserted", upserted));
    }

    private WireDocument CreateIndexes(WireDocument command)
    {
        foreach (var index in List(command, "indexes"))
        {
            var name = $"{command["createIndexes"]}.{index["name"]}";
            if (!Indexes.TryAdd(name, index) && !Equals(Indexes[name].GetValueOrDefault("expireAfterSeconds"), index.GetValueOrDefault("expireAfterSeconds")))
            {
                return Refusal(85, "IndexOptionsConflict");
            }
        }

        return Ok();
    }

    private WireDocument Modify(WireDocument command)
    {
        var index = (WireDocument)command["index"]!;
        Indexes[$"{command["collMod"]}.{index["name"]}"]["expireAfterSeconds"] = index["expireAfterSeconds"];
        return Ok();
    }

    private static IEnumerable<WireDocument> List(WireDocument command, string name) => ((IReadOnlyList<object?>)command[name]!).Cast<WireDocument>();
}
