using Tsuba.LiveState;
using Tsuba.LiveState.Access;
using Tsuba.Modules.Livestatus.Execution;
using Tsuba.Modules.Livestatus.Output;
using Tsuba.Modules.Livestatus.Requests;
using Tsuba.Modules.Livestatus.Tables;

namespace Tsuba.Modules.Livestatus;

/// <summary>Answers Livestatus queries over the live tables; reads only what is published and changes nothing.</summary>
public static class LivestatusQuery
{
    private const int Understood = 200;

    /// <summary>The answer, an error line where the request is not understood. An AuthUser narrows what the caller sees.</summary>
    /// <param name="tables">The live tables.</param>
    /// <param name="text">The request: <c>GET table</c>, headers, an empty line or the end.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="now">Time of the query.</param>
    public static LivestatusAnswer Answer(LiveTables tables, string text, Viewer caller, DateTimeOffset now) =>
        Answer(tables, [.. text.Split('\n').Select(line => line.TrimEnd('\r', ' ')).SkipWhile(line => line.Length == 0).TakeWhile(line => line.Length > 0)], caller, now);

    /// <summary>The same for a request whose lines are known.</summary>
    /// <param name="tables">The live tables.</param>
    /// <param name="lines">Lines without their ends.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="now">Time of the query.</param>
    public static LivestatusAnswer Answer(LiveTables tables, IReadOnlyList<string> lines, Viewer caller, DateTimeOffset now)
    {
        var reading = RequestParser.Parse(lines);
        if (reading.Request is not { } request)
        {
            return new LivestatusAnswer(reading.Status, AnswerWriter.WriteError(reading.Status, reading.Error, reading.HasFixedHeader), reading.KeepsAlive);
        }

        var viewer = request.AuthUser is { } contact && caller.SeesEverything ? Viewer.OfContact(contact, canSubmitCommands: false) : caller;
        var data = new LivestatusData(tables, tables.Site, now);
        return new LivestatusAnswer(Understood, AnswerWriter.Write(request, QueryExecutor.Run(request, data, viewer)), reading.KeepsAlive);
    }
}
