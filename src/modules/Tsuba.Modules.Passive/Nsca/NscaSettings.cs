using System.Globalization;
using System.Net;
using Tsuba.Web.Ports;

namespace Tsuba.Modules.Passive.Nsca;

/// <summary>What the properties of an NSCA module say, with the names of Shinken's module and of <c>nsca.cfg</c>.</summary>
internal sealed record NscaSettings
{
    private const int DefaultPort = 5667;
    private const int DefaultPacketAge = 30;

    // A shorter password leaves two of the three keys equal, which is single DES.
    private const int ShortestTripleDesPassword = 9;

    /// <summary><c>host</c>: the address to listen on; <c>*</c>: all. Loopback by default.</summary>
    public required IPAddress Address { get; init; }

    /// <summary><c>port</c>, 5667 by default; 0: any free one.</summary>
    public required int Port { get; init; }

    /// <summary><c>encryption_method</c>.</summary>
    public required NscaMethod Method { get; init; }

    /// <summary><c>password</c>.</summary>
    public required string Password { get; init; }

    /// <summary><c>max_packet_age</c>, 30 s by default; zero: any age.</summary>
    public required TimeSpan MaxAge { get; init; }

    /// <summary><c>check_future_packet</c>: whether packets from the future are refused as well.</summary>
    public required bool ChecksFuture { get; init; }

    /// <summary>Reads properties.</summary>
    /// <exception cref="InvalidDataException">They make no sense, or would let anybody in the network give results.</exception>
    public static NscaSettings From(IReadOnlyDictionary<string, string> properties)
    {
        var settings = new NscaSettings
        {
            Address = properties.GetValueOrDefault("host") == "*" ? IPAddress.Any : PortProperties.Address(properties, "host"),
            Port = PortProperties.Port(properties, "port", DefaultPort),
            Method = (NscaMethod)Number(properties, "encryption_method", (int)NscaMethod.None),
            Password = properties.GetValueOrDefault("password") ?? "",
            MaxAge = TimeSpan.FromSeconds(Number(properties, "max_packet_age", DefaultPacketAge)),
            ChecksFuture = properties.GetValueOrDefault("check_future_packet") != "0",
        };
        return Doubt(settings, properties) is { } doubt ? throw new InvalidDataException(doubt) : settings;
    }

    private static string? Doubt(NscaSettings settings, IReadOnlyDictionary<string, string> properties) => settings switch
    {
        { Method: not (NscaMethod.None or NscaMethod.Xor or NscaMethod.TripleDes or NscaMethod.Aes) } =>
            $"encryption_method is {(int)settings.Method}; known are 0 (none), 1 (xor), 3 (3DES) and 14 (AES, RIJNDAEL-128)",
        { Method: NscaMethod.None or NscaMethod.Xor } when !IPAddress.IsLoopback(settings.Address) && properties.GetValueOrDefault("allow_weak_encryption") != "1" =>
            $"encryption_method {(int)settings.Method} protects nothing, so it is for the loopback only: take 14, or set allow_weak_encryption 1 in a network that you trust",
        { Method: NscaMethod.Aes, Password.Length: 0 } => "encryption_method 14 needs a password",
        { Method: NscaMethod.TripleDes, Password.Length: < ShortestTripleDesPassword } =>
            $"encryption_method 3 needs a password of {ShortestTripleDesPassword} characters or more: a shorter one makes it single DES",
        _ => null,
    };

    private static int Number(IReadOnlyDictionary<string, string> properties, string name, int otherwise) => properties.TryGetValue(name, out var text)
        ? int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : throw new InvalidDataException($"{name} is '{text}', not a number")
        : otherwise;
}
