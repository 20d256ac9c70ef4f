using Tsuba.LiveState;

namespace Tsuba.Modules.Livestatus.Requests;

/// <content>The headers of waiting.</content>
public sealed partial class RequestParser
{
    private readonly FilterStack _waitConditions = new();
    private string _waitObject = "";
    private LiveChange? _waitTrigger;
    private TimeSpan? _waitTimeout;

    private bool ReadWait(string name, string value)
    {
        switch (name)
        {
            case "waitobject":
                _waitObject = value;
                return true;
            case "waitcondition":
                if (ReadFilter(value) is { } filter)
                {
                    FailIf(_waitConditions.Push(filter));
                }

                return true;
            case "waitconditionand" or "waitconditionor":
                if (Count(value) is { } count)
                {
                    FailIf(_waitConditions.Combine(count, all: name == "waitconditionand"));
                }

                return true;
            case "waitconditionnegate":
                FailIf(_waitConditions.Negate());
                return true;
            case "waittrigger":
                _waitTrigger = value switch
                {
                    "all" => LiveChange.All,
                    "check" => LiveChange.Check,
                    "state" => LiveChange.State,
                    "log" => LiveChange.Log,
                    "downtime" => LiveChange.Downtime,
                    "comment" => LiveChange.Comment,
                    "command" => LiveChange.Command,
                    "program" => LiveChange.Program,
                    _ => Wrong(LiveChange.All, $"there is no wait trigger '{Quote(value)}'"),
                };
                return true;
            case "waittimeout":
                _waitTimeout = Count(value) is { } milliseconds and > 0 ? TimeSpan.FromMilliseconds(milliseconds) : null;
                return true;
            default:
                return false;
        }
    }

    private WaitRequest? FinishWait() => _waitConditions.Count == 0 && _waitTrigger is null
        ? null
        : new WaitRequest(_waitObject, _waitConditions.Count == 0 ? null : _waitConditions.All, _waitTrigger ?? LiveChange.All, _waitTimeout);
}
