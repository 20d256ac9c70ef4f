using System.Globalization;
using System.Net;

namespace Tsuba.Web.Ports;

/// <summary>Where a port listens, as properties of a module or settings of a daemon say. What is no address or port was reported when it was read.</summary>
public static class PortProperties
{
    private const int MostPort = 65_535;

    /// <summary>The address of a property; loopback where it has none.</summary>
    public static IPAddress Address(IReadOnlyDictionary<string, string> properties, string name) =>
        IPAddress.TryParse(properties.GetValueOrDefault(name), out var address) ? address : IPAddress.Loopback;

    /// <summary>The port of a property, or the default.</summary>
    public static int Port(IReadOnlyDictionary<string, string> properties, string name, int otherwise) =>
        int.TryParse(properties.GetValueOrDefault(name), NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port <= MostPort ? port : otherwise;
}
