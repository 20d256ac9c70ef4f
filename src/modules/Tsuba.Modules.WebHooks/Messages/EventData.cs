namespace Tsuba.Modules.WebHooks.Messages;

/// <summary>What an event tells, with the names of <c>/api/v1/history</c>. Times are seconds since 1970.</summary>
internal sealed record EventData(
    double Time,
    string Kind,
    string? Host,
    string? Service,
    string Action,
    string? State,
    bool IsHard,
    int Attempt,
    string Contact,
    string Author,
    double? Start,
    double? End,
    string Detail,
    string Text);
