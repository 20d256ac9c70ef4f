using System.Globalization;
using Tsuba.Model.ExternalCommands;

namespace Tsuba.Modules.Passive;

/// <summary>A passive result as the command that stands for it.</summary>
internal static class PassiveResultLine
{
    /// <summary>The line of a result.</summary>
    /// <param name="utcSeconds">When the check ended; null: when the command is taken.</param>
    /// <param name="host">Host.</param>
    /// <param name="service">Service; empty: the result of the host.</param>
    /// <param name="code">Return code.</param>
    /// <param name="output">Output with performance data.</param>
    public static EncodedCommand Of(long? utcSeconds, string host, string service, int code, string output)
    {
        var state = code.ToString(CultureInfo.InvariantCulture);
        return service.Length == 0
            ? ExternalCommandEncoder.Encode(utcSeconds, "PROCESS_HOST_CHECK_RESULT", [host, state, output], CommandLineLimits.DefaultMaxLength)
            : ExternalCommandEncoder.Encode(utcSeconds, "PROCESS_SERVICE_CHECK_RESULT", [host, service, state, output], CommandLineLimits.DefaultMaxLength);
    }
}
