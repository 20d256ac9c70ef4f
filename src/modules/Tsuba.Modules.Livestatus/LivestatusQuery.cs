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

    /// <summary>The bytes of the answer, an error line where the request is not understood. An AuthUser narrows what the caller sees.</summary>
    /// <param name="tables">The live tables.</param>
    /// <param name="text">The request: <c>GET table</c>, headers, an empty line or the end.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="now">Time of the query.</param>
    public static byte[] Answer(LiveTables tables, string text, Viewer caller, DateTimeOffset now) => Answer(tables, text, caller, now, out _);

    /// <summary>The same, with the status that the fixed header of an answer carries: 200 if the request was understood.</summary>
    /// <param name="tables">The live tables.</param>
    /// <param name="text">The request.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="now">Time of the query.</param>
    /// <param name="status">Status.</param>
    public static byte[] Answer(LiveTables tables, string text, Viewer caller, DateTimeOffset now, out int status)
    {
        var reading = RequestParser.Parse(text);
        if (reading.Request is not { } request)
        {
            status = reading.Status;
            return AnswerWriter.WriteError(reading.Status, reading.Error, reading.HasFixedHeader);
        }

        status = Understood;
        var viewer = request.AuthUser is { } contact && caller.SeesEverything ? Viewer.OfContact(contact, canSubmitCommands: false) : caller;
        var data = new LivestatusData(tables, tables.Site, now);
        return AnswerWriter.Write(request, QueryExecutor.Run(request, data, viewer));
    }
}
