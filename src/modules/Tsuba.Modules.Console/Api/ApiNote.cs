namespace Tsuba.Modules.Console.Api;

/// <summary>A comment, acknowledgement or downtime that is in force. Times are seconds since 1970.</summary>
/// <param name="Id">Number inside its part, as commands name it.</param>
/// <param name="Part">The part.</param>
/// <param name="Host">Name of the host; null: a downtime of a contact.</param>
/// <param name="Service">Description of the service; null: the host itself.</param>
/// <param name="Contact">The contact in downtime, or empty.</param>
/// <param name="Author">Who made it.</param>
/// <param name="Text">What was written.</param>
/// <param name="Entered">When it was made.</param>
/// <param name="Start">Begin of a downtime.</param>
/// <param name="End">End of a downtime, or when a comment expires.</param>
/// <param name="IsActive">Whether a downtime has begun; comments always hold.</param>
/// <param name="IsFixed">Whether a downtime is fixed.</param>
/// <param name="IsPersistent">Whether a comment survives restarts of Nagios; here all do.</param>
public sealed record ApiNote(
    ulong Id,
    int Part,
    string? Host,
    string? Service,
    string Contact,
    string Author,
    string Text,
    double Entered,
    double? Start,
    double? End,
    bool IsActive,
    bool IsFixed,
    bool IsPersistent);
