using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Tsuba.Hosting.Lifecycle;

/// <summary>
/// Tells systemd how the process fares: one datagram to the socket that <c>NOTIFY_SOCKET</c> names, a path or, with a leading <c>@</c>, an
/// abstract name. Without the variable nobody is told. Source: sd_notify(3).
/// </summary>
public sealed class ServiceManager
{
    private readonly UnixDomainSocketEndPoint? _address;

    private ServiceManager(UnixDomainSocketEndPoint? address, TimeSpan? watchdog)
    {
        _address = address;
        WatchdogPeriod = watchdog;
    }

    /// <summary>How often a sign of life is wanted: half of what the unit's <c>WatchdogSec</c> allows; null: not at all.</summary>
    public TimeSpan? WatchdogPeriod { get; }

    /// <summary>Reads the environment of a process.</summary>
    /// <param name="variable">Value of a variable, or null.</param>
    /// <param name="process">Number of this process: a watchdog that is meant for another one is not ours.</param>
    public static ServiceManager Of(Func<string, string?> variable, int process)
    {
        if (Address(variable("NOTIFY_SOCKET")) is not { } address)
        {
            return new ServiceManager(null, null);
        }

        var isOurs = variable("WATCHDOG_PID") is not { Length: > 0 } meant || meant == process.ToString(CultureInfo.InvariantCulture);
        var isWanted = long.TryParse(variable("WATCHDOG_USEC"), NumberStyles.None, CultureInfo.InvariantCulture, out var microseconds) && microseconds > 0;
        return new ServiceManager(address, isOurs && isWanted ? TimeSpan.FromMicroseconds(microseconds / 2) : null);
    }

    /// <summary>The process does its work.</summary>
    public bool Ready() => Send("READY=1\nSTATUS=running\n");

    /// <summary>The process stops in good order.</summary>
    public bool Stopping() => Send("STOPPING=1\nSTATUS=stopping\n");

    /// <summary>The process lives.</summary>
    public bool Alive() => Send("WATCHDOG=1\n");

    private static UnixDomainSocketEndPoint? Address(string? text) => text switch
    {
        ['/', _, ..] => new UnixDomainSocketEndPoint(text),
        ['@', _, ..] => new UnixDomainSocketEndPoint('\0' + text[1..]),
        _ => null,
    };

    // A service manager that cannot be told, or does not read, is no reason to stop monitoring or to wait.
    private bool Send(string text)
    {
        if (_address is null)
        {
            return false;
        }

        using var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { Blocking = false };
        try
        {
            return socket.SendTo(Encoding.ASCII.GetBytes(text), _address) == text.Length;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
