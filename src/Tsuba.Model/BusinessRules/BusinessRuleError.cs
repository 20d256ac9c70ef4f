using System.Globalization;

namespace Tsuba.Model.BusinessRules;

/// <summary>What is wrong with a rule.</summary>
/// <param name="Column">Where in the expression, from 1.</param>
/// <param name="Message">One sentence.</param>
public sealed record BusinessRuleError(int Column, string Message)
{
    /// <summary><c>column N: message</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"column {Column}: {Message}");
}
