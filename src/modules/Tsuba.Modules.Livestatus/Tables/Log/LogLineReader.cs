using System.Globalization;
using Tsuba.LiveState;
using Tsuba.Modules.History;

namespace Tsuba.Modules.Livestatus.Tables.Log;

/// <summary>Takes log lines apart. A line with fewer fields than its type has keeps the others empty. Source: reference/conventions.md 5.</summary>
internal static class LogLineReader
{
    public static LogRow Read(HistoryLine line, LiveSite site)
    {
        var colon = line.Text.IndexOf(": ", StringComparison.Ordinal);
        var type = colon < 0 ? line.Text : line.Text[..colon];
        var options = colon < 0 ? "" : line.Text[(colon + 2)..];
        var row = new LogRow
        {
            UtcMilliseconds = line.UtcMilliseconds,
            Number = (long)line.Sequence,
            Class = ClassOf(line.Kind, type),
            Type = type,
            Options = options,
            Text = line.Text,
            Contact = line.Contact,
            Item = site.Items.GetValueOrDefault(line.Item),
        };
        var isService = type.Contains("SERVICE ", StringComparison.Ordinal);
        row = line.Kind switch
        {
            LogLineKind.Alert or LogLineKind.State => Alert(row, isService),
            LogLineKind.Flapping or LogLineKind.Downtime => Phase(row, isService),
            LogLineKind.EventHandler => Handler(row, isService),
            LogLineKind.Notification => Notification(row, isService),
            LogLineKind.PassiveCheck => Passive(row, isService),
            LogLineKind.ExternalCommand => row with { Command = options.Split(';', 2)[0] },
            _ => row,
        };
        return row.Item is null && row.Host.Length > 0
            ? row with { Item = row.Service.Length > 0 ? site.FindService(row.Host, row.Service) : site.FindHost(row.Host) }
            : row;
    }

    private static LogClass ClassOf(LogLineKind kind, string type) => kind switch
    {
        LogLineKind.Alert or LogLineKind.Flapping or LogLineKind.Downtime => LogClass.Alert,
        LogLineKind.Notification => LogClass.Notification,
        LogLineKind.PassiveCheck => LogClass.Passive,
        LogLineKind.ExternalCommand => LogClass.Command,
        LogLineKind.State or LogLineKind.TimePeriod => LogClass.State,
        _ when type.Contains("starting", StringComparison.OrdinalIgnoreCase) || type.Contains("shutting down", StringComparison.OrdinalIgnoreCase) => LogClass.Program,
        _ => LogClass.Info,
    };

    // host;[service;]STATE;TYPE;attempt;output
    private static LogRow Alert(LogRow row, bool isService)
    {
        var fields = new Fields(row.Options);
        var named = Named(row, ref fields, isService);
        return named with { State = StateOf(fields.Next(), isService), StateType = fields.Next(), Attempt = Number(fields.Next()), Output = fields.Rest() };
    }

    // host;[service;]STARTED;comment
    private static LogRow Phase(LogRow row, bool isService)
    {
        var fields = new Fields(row.Options);
        if (row.Type.StartsWith("CONTACT", StringComparison.Ordinal))
        {
            return row with { Contact = fields.Next(), StateType = fields.Next(), Comment = fields.Rest() };
        }

        var named = Named(row, ref fields, isService);
        return named with { StateType = fields.Next(), Comment = fields.Rest().Trim() };
    }

    // host;[service;]STATE;TYPE;attempt;command
    private static LogRow Handler(LogRow row, bool isService)
    {
        var fields = new Fields(row.Options);
        var named = Named(row, ref fields, isService);
        return named with { State = StateOf(fields.Next(), isService), StateType = fields.Next(), Attempt = Number(fields.Next()), Command = fields.Rest() };
    }

    // contact;host;[service;]STATE or REASON (STATE);command;output[;author;comment]
    private static LogRow Notification(LogRow row, bool isService)
    {
        var fields = new Fields(row.Options);
        row = row with { Contact = fields.Next() };
        var named = Named(row, ref fields, isService);
        var reason = fields.Next();
        var open = reason.IndexOf('(', StringComparison.Ordinal);
        var state = open < 0 ? reason : reason[(open + 1)..].TrimEnd(')');
        return named with { State = StateOf(state, isService), StateType = reason, Command = fields.Next(), Output = fields.Rest() };
    }

    // host;[service;]state;output
    private static LogRow Passive(LogRow row, bool isService)
    {
        var fields = new Fields(row.Options);
        var named = Named(row, ref fields, isService);
        return named with { State = Number(fields.Next()), Output = fields.Rest() };
    }

    private static LogRow Named(LogRow row, ref Fields fields, bool isService)
    {
        var host = fields.Next();
        return row with { Host = host, Service = isService ? fields.Next() : "" };
    }

    private static int StateOf(string word, bool isService) => word switch
    {
        "WARNING" or "DOWN" => 1,
        "CRITICAL" or "UNREACHABLE" => 2,
        "UNKNOWN" => isService ? 3 : 0,
        _ => 0,
    };

    private static int Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private ref struct Fields(string text)
    {
        private ReadOnlySpan<char> _left = text;

        public string Next()
        {
            var end = _left.IndexOf(';');
            var field = end < 0 ? _left : _left[..end];
            _left = end < 0 ? default : _left[(end + 1)..];
            return field.ToString();
        }

        public readonly string Rest() => _left.ToString();
    }
}
