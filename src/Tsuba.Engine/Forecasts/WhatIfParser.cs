using System.Collections.Immutable;
using System.Globalization;
using Tsuba.Engine.Scenarios;
using Tsuba.Model.Items;
using Tsuba.Model.Names;

namespace Tsuba.Engine.Forecasts;

/// <summary>
/// Reads what is to be assumed, one event a line. Never throws on any text; collects every error.
/// <code>
/// down     NAME                    [from TIME] [for SPAN]
/// state    NAME STATE ["OUTPUT"]   [from TIME] [for SPAN]
/// downtime NAME                    [from TIME] [for SPAN]   two hours without a span, as in the pages of the console
/// ack      NAME                    [from TIME]
/// command  TEXT                    [from TIME]
/// </code>
/// </summary>
public static class WhatIfParser
{
    private const long LongestSeconds = 366L * 86_400;
    private const string Author = "whatif";

    private static readonly TimeSpan _usualDowntime = TimeSpan.FromHours(2);
    private static readonly string[] _kinds = ["down", "state", "downtime", "ack", "command"];
    private static readonly string[] _hostStates = ["up", "down"];
    private static readonly string[] _serviceStates = ["ok", "warning", "critical", "unknown"];

    /// <summary>Reads a script.</summary>
    /// <param name="lines">One event each; empty ones and those that begin with <c>#</c> are passed over.</param>
    /// <param name="fromUtcMilliseconds">When an event begins that does not say it, and what its times lie near.</param>
    /// <param name="zone">Zone of local times.</param>
    public static WhatIfScript Parse(IEnumerable<string> lines, long fromUtcMilliseconds, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(lines);
        var reader = new Reader(fromUtcMilliseconds, zone);
        var number = 0;
        foreach (var line in lines)
        {
            number++;
            var trimmed = line.Trim();
            if (trimmed.Length > 0 && trimmed[0] != '#')
            {
                reader.Read(trimmed, number);
            }
        }

        return reader.Finish();
    }

    private sealed class Reader(long from, TimeZoneInfo zone)
    {
        private readonly ImmutableArray<WhatIfEvent>.Builder _events = ImmutableArray.CreateBuilder<WhatIfEvent>();
        private readonly List<ScenarioFinding> _errors = [];
        private int _line;

        internal WhatIfScript Finish() => new(_errors.Count == 0 ? _events.ToImmutable() : [], [.. _errors]);

        internal void Read(string line, int number)
        {
            _line = number;
            var words = new ScenarioWords(line);
            var kind = words.Next();
            switch (kind)
            {
                case "down":
                    var failing = ReadItem(words);
                    AddAnswer(words, failing, DownAnswer(failing));
                    break;
                case "state":
                    var item = ReadItem(words);
                    var answer = ReadState(words, item);
                    AddAnswer(words, item, answer);
                    break;
                case "downtime":
                    AddDowntime(words, ReadItem(words));
                    break;
                case "ack":
                    AddAcknowledgement(words, ReadItem(words));
                    break;
                case "command":
                    AddCommand(words.Rest());
                    break;
                default:
                    Fail(NearName.Find(kind, _kinds) is { } near ? $"unknown '{kind}'; did you mean '{near}'?" : $"unknown '{kind}'; expected one of {string.Join(", ", _kinds)}");
                    return;
            }

            if (words.HasOpenQuote)
            {
                Fail("a quote is not closed");
            }
            else if (!words.AtEnd)
            {
                Fail($"'{words.Rest()}' is more than expected");
            }
        }

        private static PluginAnswer DownAnswer(ItemName item) => new(2, item.Kind == ItemKind.Host ? "DOWN - assumed" : "CRITICAL - assumed");

        private void AddAnswer(ScenarioWords words, ItemName item, PluginAnswer answer)
        {
            var (begin, span, word) = ReadWhen(words, words.Next());
            if (word.Length > 0)
            {
                Fail($"'{word}' is more than expected");
            }

            _events.Add(new AssumedAnswer(_line, begin, span is { } length ? begin + (long)length.TotalMilliseconds : null, item, answer));
        }

        private PluginAnswer ReadState(ScenarioWords words, ItemName item)
        {
            var isHost = item.Kind == ItemKind.Host;
            var names = isHost ? _hostStates : _serviceStates;
            var state = words.Next();
            var code = Array.FindIndex(names, name => name.Equals(state, StringComparison.OrdinalIgnoreCase));
            if (code < 0)
            {
                Fail($"'{state}' is no state of a {(isHost ? "host" : "service")}; expected one of {string.Join(", ", names)}");
                return default;
            }

            var output = words.PeekIsQuoted ? words.Next() : $"{names[code].ToUpperInvariant()} - assumed";

            // Exit code 1 of a host check can mean UP; 2 is DOWN in both profiles.
            return new PluginAnswer(isHost && code == 1 ? 2 : code, output);
        }

        private void AddDowntime(ScenarioWords words, ItemName item)
        {
            var (begin, span, word) = ReadWhen(words, words.Next());
            if (word.Length > 0)
            {
                Fail($"'{word}' is more than expected");
            }

            var start = begin / 1000;
            var length = (long)(span ?? _usualDowntime).TotalSeconds;
            var name = item.Kind == ItemKind.Host ? "SCHEDULE_HOST_DOWNTIME" : "SCHEDULE_SVC_DOWNTIME";
            Add(begin, string.Create(CultureInfo.InvariantCulture, $"{name};{item};{start};{start + length};1;0;{length};{Author};assumed"));
        }

        private void AddAcknowledgement(ScenarioWords words, ItemName item)
        {
            var (begin, span, word) = ReadWhen(words, words.Next());
            if (word.Length > 0 || span is not null)
            {
                Fail("an acknowledgement takes only 'from TIME'");
            }

            Add(begin, $"{(item.Kind == ItemKind.Host ? "ACKNOWLEDGE_HOST_PROBLEM" : "ACKNOWLEDGE_SVC_PROBLEM")};{item};2;1;0;{Author};assumed");
        }

        // The text may hold blanks and the word "from": only a last "from TIME" that can be read as one counts.
        private void AddCommand(string text)
        {
            const string Sign = " from ";
            var begin = from;
            var at = text.LastIndexOf(Sign, StringComparison.Ordinal);
            if (at > 0 && TimeWord.TryParse(text[(at + Sign.Length)..].Trim(), from, zone, isPast: false) is { } time)
            {
                begin = time;
                text = text[..at].TrimEnd();
            }

            if (text.Length > 1 && text[0] is '"' or '\'' && text[^1] == text[0])
            {
                text = text[1..^1];
            }

            if (text.Length == 0)
            {
                Fail("the command is missing");
            }

            Add(begin, text);
        }

        private void Add(long begin, string command) => _events.Add(new AssumedCommand(_line, begin, command));

        private (long Begin, TimeSpan? Span, string Word) ReadWhen(ScenarioWords words, string word)
        {
            var begin = from;
            TimeSpan? span = null;
            if (word == "from")
            {
                var time = words.Next();
                if (TimeWord.TryParse(time, from, zone, isPast: false) is { } moment)
                {
                    begin = moment;
                }
                else
                {
                    Fail($"'{time}' is no time; expected 02:00, 2026-11-29T02:00, +30m or epoch seconds");
                }

                word = words.Next();
            }

            if (word == "for")
            {
                var length = words.Next();
                span = ScenarioTime.TryParse(length, LongestSeconds);
                if (span is null)
                {
                    Fail($"'{length}' is no span; expected 90s, 5m, 2h, 1d");
                }

                word = words.Next();
            }

            return (begin, span, word);
        }

        private ItemName ReadItem(ScenarioWords words)
        {
            var name = words.Next();
            if (name.Length == 0)
            {
                Fail("the name of a host or service is missing");
            }

            return ItemName.Parse(name);
        }

        // One message a line is enough: what follows is usually a consequence.
        private void Fail(string message)
        {
            if (_errors.Count == 0 || _errors[^1].Line != _line)
            {
                _errors.Add(new ScenarioFinding(_line, message));
            }
        }
    }
}
