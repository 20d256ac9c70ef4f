using System.Text.Json;
using Tsuba.Modules.MongoDb.Documents;

namespace Tsuba.Modules.MongoDb.Sending;

/// <summary>What became of operations that were sent together, where the server has all that it ever will.</summary>
/// <param name="Known">Documents that were there already: written before, by this broker or another.</param>
/// <param name="Rejected">Documents that the server will never take.</param>
/// <param name="Reason">Why, for the first of them; empty: none.</param>
internal sealed record BulkAnswer(int Known, int Rejected, string Reason)
{
    private const int DuplicateKey = 11000;

    // The document itself is at fault: BadValue, TypeMismatch, InvalidNamespace …, DocumentValidationFailure, BSONObjectTooLarge. All else may pass.
    private static readonly int[] Hopeless = [2, 9, 14, 15, 40, 52, 53, 54, 55, 56, 57, 121, 10334, 17280];

    /// <summary>Everything was written.</summary>
    public static BulkAnswer AllTaken { get; } = new(0, 0, "");

    /// <summary>Reads an answer that is not a plain success.</summary>
    /// <param name="reply">The driver's reply.</param>
    /// <param name="operations">What was sent.</param>
    /// <param name="error">The driver's words.</param>
    /// <exception cref="IOException">Something may be taken at another time: all is to be sent again.</exception>
    public static BulkAnswer Read(JsonElement reply, IReadOnlyList<MongoOperation> operations, string error)
    {
        var failures = List(reply, "writeErrors");
        if (failures.Count == 0 || List(reply, "writeConcernErrors").Count > 0)
        {
            throw new IOException(error);
        }

        var (known, rejected, reason) = (0, 0, "");
        foreach (var failure in failures)
        {
            var code = Number(failure, "code");
            var index = Number(failure, "index");
            var isInsert = index >= 0 && index < operations.Count && operations[index].IsInsert;
            if (code == DuplicateKey && isInsert)
            {
                known++;
            }
            else if (Hopeless.Contains(code))
            {
                rejected++;
                reason = reason.Length > 0 ? reason : $"{code}: {error}";
            }
            else
            {
                throw new IOException(error);
            }
        }

        return new BulkAnswer(known, rejected, reason);
    }

    private static List<JsonElement> List(JsonElement reply, string name) =>
        reply.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray()] : [];

    private static int Number(JsonElement failure, string name) =>
        failure.TryGetProperty(name, out var number) && number.ValueKind == JsonValueKind.Number && number.TryGetInt32(out var value) ? value : -1;
}
