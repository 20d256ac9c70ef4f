using System.Collections.Immutable;
using System.Globalization;
using Tsuba.Model.Items;
using Tsuba.Model.Names;

namespace Tsuba.Engine.Scenarios;

/// <summary>Reads scenario files. Never throws on any text; collects every error. Source: design 6.</summary>
public static class ScenarioParser
{
    private const long LongestSeconds = 100L * 366 * 86_400;

    private static readonly string[] _kinds = ["answer", "result", "command", "reload", "expect"];
    private static readonly string[] _openings = ["start", "zone", "at", "until"];

    /// <summary>Reads a file.</summary>
    public static ScenarioParseResult Parse(string text)
    {
        var reader = new Reader();
        var number = 0;
        foreach (var line in text.EnumerateLines())
        {
            number++;
            var trimmed = line.Trim();
            if (!trimmed.IsEmpty && trimmed[0] != '#')
            {
                reader.ReadLine(trimmed.ToString(), number);
            }
        }

        return reader.Finish();
    }

    private sealed class Reader
    {
        private readonly List<ScenarioStep> _steps = [];
        private readonly List<ScenarioFinding> _errors = [];
        private long _start = Scenario.DefaultStart;
        private TimeZoneInfo? _zone;
        private TimeSpan? _until;
        private int _line;

        internal ScenarioParseResult Finish()
        {
            if (_errors.Count > 0)
            {
                return new ScenarioParseResult(null, [.. _errors]);
            }

            // Steps of one time keep the order of the file.
            var steps = _steps.OrderBy(step => step.At).ToImmutableArray();
            var last = steps.IsEmpty ? TimeSpan.Zero : steps[^1].At;
            return new ScenarioParseResult(new Scenario { Start = _start, Zone = _zone, Steps = steps, Until = _until is { } until && until > last ? until : last }, []);
        }

        internal void ReadLine(string line, int number)
        {
            _line = number;
            var words = new ScenarioWords(line);
            var opening = words.Next();
            switch (opening)
            {
                case "start":
                    if (!long.TryParse(words.Next(), NumberStyles.None, CultureInfo.InvariantCulture, out _start) || _start > 253_402_300_799 - LongestSeconds)
                    {
                        Fail("start needs epoch seconds");
                    }

                    break;
                case "zone":
                    var name = words.Next();
                    if (!TimeZoneInfo.TryFindSystemTimeZoneById(name, out _zone))
                    {
                        Fail($"there is no time zone '{name}'");
                    }

                    break;
                case "until":
                    _until = ReadTime(words.Next());
                    break;
                case "at":
                    ReadStep(words);
                    break;
                default:
                    Fail(Unknown(opening, _openings));
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

        private void ReadStep(ScenarioWords words)
        {
            var at = ReadTime(words.Next());
            var kind = words.Next();
            switch (kind)
            {
                case "answer" or "result":
                    var item = ReadItem(words);
                    var code = words.Next();
                    if (!int.TryParse(code, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value))
                    {
                        Fail($"'{code}' is no exit code");
                    }

                    var output = words.Next();
                    _steps.Add(kind == "answer" ? new AnswerStep(at, _line, item, value, output) : new ResultStep(at, _line, item, value, output));
                    break;
                case "command":
                    var command = words.Rest();
                    if (command.Length == 0)
                    {
                        Fail("the command is missing");
                    }

                    _steps.Add(new CommandStep(at, _line, command));
                    break;
                case "reload":
                    var path = words.Next();
                    if (path.Length == 0)
                    {
                        Fail("the file is missing");
                    }

                    _steps.Add(new ReloadStep(at, _line, path));
                    break;
                case "expect":
                    ReadExpectation(words, at);
                    break;
                default:
                    Fail(Unknown(kind, _kinds));
                    words.Rest();
                    break;
            }
        }

        private void ReadExpectation(ScenarioWords words, TimeSpan at)
        {
            var what = words.Next();
            var times = what == "no" ? ExpectedTimes.Never : ExpectedTimes.AtLeastOnce;
            what = times == ExpectedTimes.Never ? words.Next() : what;
            switch (what)
            {
                case "notify":
                    var type = words.Next();
                    var item = ReadItem(words);
                    if (words.Next() != "to")
                    {
                        Fail("expected 'notify TYPE NAME to CONTACT'");
                    }

                    var contact = words.Next();
                    _steps.Add(new ExpectNotifyStep(at, _line, type, item, contact, ReadTimes(words, times)));
                    break;
                case "log":
                    var line = words.Next();
                    _steps.Add(new ExpectLogStep(at, _line, line, ReadTimes(words, times)));
                    break;
                case "explain":
                    var subject = ReadItem(words);
                    var text = words.Next();
                    _steps.Add(new ExpectExplainStep(at, _line, subject, text, ReadTimes(words, times)));
                    break;
                case "":
                    Fail("expected a name, 'notify', 'log' or 'explain'");
                    break;
                default:
                    var state = words.Next();
                    _steps.Add(new ExpectStateStep(at, _line, ItemName.Parse(what), state == "PENDING" ? state : $"{state} {words.Next()} {words.Next()}"));
                    break;
            }
        }

        private ExpectedTimes ReadTimes(ScenarioWords words, ExpectedTimes times)
        {
            if (words.AtEnd || times == ExpectedTimes.Never)
            {
                return times;
            }

            var word = words.Next();
            if (word != "once")
            {
                Fail($"'{word}' is no number of times; expected once, or nothing for at least once");
            }

            return ExpectedTimes.Once;
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

        private TimeSpan ReadTime(string word)
        {
            if (ScenarioTime.TryParse(word, LongestSeconds) is not { } time)
            {
                Fail($"'{word}' is no time; expected seconds, or 90s, 5m, 2h, 1d");
                return TimeSpan.Zero;
            }

            return time;
        }

        private static string Unknown(string word, string[] known) =>
            NearName.Find(word, known) is { } near ? $"unknown '{word}'; did you mean '{near}'?" : $"unknown '{word}'; expected one of {string.Join(", ", known)}";

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
