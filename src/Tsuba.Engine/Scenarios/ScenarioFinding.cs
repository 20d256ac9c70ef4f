using System.Globalization;

namespace Tsuba.Engine.Scenarios;

/// <summary>An error in a scenario file, an expectation that was not met, or a command that was refused.</summary>
/// <param name="Line">Line of the file, from 1.</param>
/// <param name="Message">One sentence.</param>
public sealed record ScenarioFinding(int Line, string Message)
{
    /// <summary><c>line N: message</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"line {Line}: {Message}");
}
