using System.Buffers;

namespace Tsuba.Synchronizer.Core.Sources.Mapping;

/// <summary>
/// What names and values from outside may hold. They end in files, in command lines and in references to other objects, and whoever
/// fills a directory is not therefore allowed to run commands here.
/// Source: reference/security.md "Config injection", "Shell and argument injection"; reference/shinken.md 7.1 "Names".
/// </summary>
public static class ValueRules
{
    /// <summary>Longest name, in characters.</summary>
    public const int LongestName = 255;

    /// <summary>Longest value, in characters.</summary>
    public const int LongestValue = 4096;

    private const string Signs = " ._:/%,=+@-#";

    private static readonly SearchValues<char> ForbiddenInNames = SearchValues.Create("~!$%^&*\"'|\\<>?,()=/+`;");

    /// <summary>What is wrong with the name of an object; null: nothing.</summary>
    public static string? FaultOfName(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name.Length is 0 or > LongestName)
        {
            return name.Length == 0 ? "it is empty" : $"it has more than {LongestName} characters";
        }

        if (name.Any(char.IsControl) || char.IsWhiteSpace(name[0]) || char.IsWhiteSpace(name[^1]))
        {
            return "it holds control characters or blanks at an end";
        }

        var at = name.AsSpan().IndexOfAny(ForbiddenInNames);
        return at >= 0 ? $"it holds {name[at]}" : name[0] is '-' or '#' or '{' or '}' ? $"it begins with {name[0]}" : null;
    }

    /// <summary>What is wrong with a value; null: nothing.</summary>
    /// <param name="value">The value.</param>
    /// <param name="isTrusted">Whether everything but control characters is allowed.</param>
    public static string? FaultOfValue(string value, bool isTrusted)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (value.Length > LongestValue)
        {
            return $"it has more than {LongestValue} characters";
        }

        if (value.Any(letter => char.IsControl(letter) || char.IsSurrogate(letter) && !IsPaired(value)))
        {
            return "it holds control characters or broken ones";
        }

        if (isTrusted)
        {
            return null;
        }

        var bad = value.FirstOrDefault(letter => !IsSafe(letter));
        return bad != default ? $"it holds {bad}, which may reach a command line" : value.StartsWith('-') ? "it begins with -, so it could be an option" : null;
    }

    /// <summary>The value with <c>_</c> for what may not be in it.</summary>
    public static string Safe(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        var safe = string.Concat(value.Take(LongestValue).Select(letter => IsSafe(letter) ? letter : '_')).Trim();
        return safe.StartsWith('-') ? string.Concat("_", safe.AsSpan(1)) : safe;
    }

    private static bool IsSafe(char letter) => char.IsLetterOrDigit(letter) || Signs.Contains(letter, StringComparison.Ordinal);

    private static bool IsPaired(string value)
    {
        for (var index = 0; index < value.Length; index++)
        {
            if (char.IsSurrogate(value[index]))
            {
                if (index + 1 >= value.Length || !char.IsSurrogatePair(value[index], value[index + 1]))
                {
                    return false;
                }

                index++;
            }
        }

        return true;
    }
}
