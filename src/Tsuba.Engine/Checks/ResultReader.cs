using System.Globalization;
using Tsuba.Engine.Inputs;
using Tsuba.Engine.Parts;
using Tsuba.Model.Objects;

namespace Tsuba.Engine.Checks;

/// <summary>Reads exit codes. Source: reference/shinken.md 4.3 step 1; reference/conventions.md 1.</summary>
internal static class ResultReader
{
    /// <summary>Raw code and text of an active result: what the process said, or what its end means.</summary>
    public static (int Code, string Text) Read(Part part, CheckResult result)
    {
        if (result.Failure is { } failure)
        {
            return (result.ExitCode is >= 1 and <= 3 ? result.ExitCode : 3, $"(Could not be started: {failure})");
        }

        if (result.TimedOut)
        {
            var text = result.Output.Length > 0
                ? result.Output
                : string.Create(CultureInfo.InvariantCulture, $"(Timed out after {result.ExecutionTime.TotalSeconds:0.##} s)");
            return (part.Settings.TimeoutExitStatus, text);
        }

        if (result.Signal != 0)
        {
            return (2, string.Create(CultureInfo.InvariantCulture, $"(Ended by signal {result.Signal}) {result.Output}").TrimEnd());
        }

        return result.ExitCode is >= 0 and <= 3
            ? (result.ExitCode, result.Output)
            : (part.Switches.OutOfBoundsExitState, OutOfBounds(result.ExitCode, result.Output));
    }

    /// <summary>State id of a code, after result modulations.</summary>
    public static byte StateOf(Part part, int index, int code, bool passive)
    {
        var item = part.Items[index];
        foreach (var modulation in item.Check.ResultModulations)
        {
            code = Modulate(part, modulation, code);
        }

        if (!part.IsHost(index))
        {
            // A passive code that is no state is UNKNOWN in both profiles (seen by running both).
            return code is >= 0 and <= 3 ? (byte)code : passive ? (byte)3 : part.Switches.OutOfBoundsExitState;
        }

        if (passive && part.Switches.PassiveHostCodesAreStates)
        {
            return code is >= 0 and <= 2 ? (byte)code : (byte)1;
        }

        return code switch
        {
            0 => 0,
            1 => part.Settings.UseAggressiveHostChecking ? (byte)1 : (byte)0,
            _ => 1,
        };
    }

    private static int Modulate(Part part, ResultModulation modulation, int code) =>
        modulation.ExitCode is { } replacement
        && modulation.ExitCodes.Contains(code)
        && part.Periods.Contains(modulation.Period, part.Now.UtcSeconds)
            ? replacement
            : code;

    private static string OutOfBounds(int code, string output)
    {
        var hint = code switch
        {
            126 => "; the plugin may not be executable",
            127 => "; the plugin may be missing",
            _ => "",
        };
        return string.Create(CultureInfo.InvariantCulture, $"(Return code of {code} is out of bounds{hint}) {output}").TrimEnd();
    }
}
