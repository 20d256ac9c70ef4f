using System.Globalization;
using Tsuba.Model.ExternalCommands;
using Tsuba.Model.Items;

namespace Tsuba.Engine.Scenarios;

/// <summary>One passive result as the command that brings it.</summary>
internal static class PassiveResults
{
    /// <summary>The command line, or why there is none.</summary>
    public static EncodedCommand Encode(long nowUtcSeconds, ItemName item, int code, string output)
    {
        var number = code.ToString(CultureInfo.InvariantCulture);
        return item.Description is { } description
            ? ExternalCommandEncoder.Encode(
                nowUtcSeconds, "PROCESS_SERVICE_CHECK_RESULT", [item.Host, description, number, output], CommandLineLimits.DefaultMaxLength)
            : ExternalCommandEncoder.Encode(
                nowUtcSeconds, "PROCESS_HOST_CHECK_RESULT", [item.Host, number, output], CommandLineLimits.DefaultMaxLength);
    }
}
