using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Google.Protobuf;
using Tsuba.LiveState;
using Tsuba.LiveState.Access;
using Tsuba.Modules.Availability;
using Tsuba.Modules.Console.Api;
using Tsuba.Modules.History;
using Tsuba.Protocol.Contracts;
using Tsuba.Web.Problems;

namespace Tsuba.Modules.Console.Reports;

/// <summary>What an operator asks about availability from the command line, answered as the API answers it.</summary>
public sealed class OperatorReports
{
    private readonly LiveTables _tables;
    private readonly ReportDesk _reports;
    private readonly CorrectionDesk _corrections;

    /// <summary>Reports over live tables and the history that runs at the moment.</summary>
    public OperatorReports(LiveTables tables, Func<IHistoryReader?> history, TimeProvider time)
    {
        _tables = tables;
        Func<IAvailabilityStore?> store = () => history() as IAvailabilityStore;
        _reports = new ReportDesk(tables, store, time);
        _corrections = new CorrectionDesk(tables, store, time);
    }

    /// <summary>Answers.</summary>
    public async Task<AvailabilityReply> AnswerAsync(AvailabilityRequest request, CancellationToken cancellationToken)
    {
        var viewer = Viewer.Everything(request.Author.Length > 0 ? request.Author : "operator", canSubmitCommands: true);
        Func<string, string> asked = name => request.Parameters.TryGetValue(name, out var value) ? value : "";
        switch (request.Verb)
        {
            case AvailabilityVerb.Report:
                var (report, refusal, status) = await _reports.AnswerAsync(asked, viewer, cancellationToken);
                return report is null
                    ? Refuse(refusal, status)
                    : asked("format") == "csv" ? Write(200, Encoding.UTF8.GetBytes(ReportCsv.Write(report))) : Write(200, report, ApiJson.Default.ApiAvailability);
            case AvailabilityVerb.Corrections:
                return await _corrections.ListAsync(viewer, cancellationToken) is { } list
                    ? Write(200, list, ApiJson.Default.IReadOnlyListApiCorrection)
                    : Refuse("no history is kept", 503);
            case AvailabilityVerb.Correct:
                var correction = new ApiNewCorrection(asked("host"), asked("service"), Seconds(asked("from")), Seconds(asked("to")), asked("kind"), asked("state"), asked("reason"));
                var made = await _corrections.MakeAsync(correction, viewer, cancellationToken);
                return made.Refusal.Length > 0 ? Refuse(made.Refusal, made.Status) : Write(made.Status, new ApiNumber(made.Id), ApiJson.Default.ApiNumber);
            case AvailabilityVerb.Revoke:
                var id = long.TryParse(asked("id"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
                var revoked = await _corrections.RevokeAsync(id, asked("reason"), viewer, cancellationToken);
                return revoked.Refusal.Length > 0 ? Refuse(revoked.Refusal, revoked.Status) : Write(revoked.Status, []);
            default:
                return Refuse("this broker does not know that question", 400);
        }
    }

    private double Seconds(string text) => ReportRequest.Moment(text, _tables.Site.Zone) is { } moment ? moment / 1000.0 : -1;

    private static AvailabilityReply Refuse(string text, int status) => Write(status, new ApiProblem(text).With(status), ProblemJson.Readable.ApiProblem);

    private static AvailabilityReply Write<T>(int status, T value, JsonTypeInfo<T> type) => Write(status, JsonSerializer.SerializeToUtf8Bytes(value, type));

    private static AvailabilityReply Write(int status, byte[] body) => new() { Status = status, Body = ByteString.CopyFrom(body) };
}
