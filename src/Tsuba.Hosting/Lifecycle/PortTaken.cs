using System.Globalization;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace Tsuba.Hosting.Lifecycle;

/// <summary>Says in one line that a port is taken, and by whom.</summary>
internal static partial class PortTaken
{
    /// <summary>The line, if that is why a web server did not start; else null.</summary>
    /// <param name="failure">What the web server threw. Its text names the address; nothing else of it does.</param>
    public static string? Explain(Exception failure)
    {
        for (var inner = failure; inner is not null; inner = inner.InnerException)
        {
            if (inner is SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse } && Port().Match(failure.Message) is { Success: true } match)
            {
                var port = int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
                var owner = PortOwner.Describe(port);
                return string.Create(CultureInfo.InvariantCulture, $"port {port} is taken{(owner.Length == 0 ? "" : $" by {owner}")}");
            }
        }

        return null;
    }

    [GeneratedRegex("://.*:([0-9]{1,5})(?![0-9])", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Port();
}
