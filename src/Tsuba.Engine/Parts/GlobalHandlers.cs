using Tsuba.Engine.ExternalCommands;
using Tsuba.Model.Objects;
using Tsuba.Model.Snapshots;

namespace Tsuba.Engine.Parts;

/// <summary>Global event handlers that commands set, as they were written and as read against the active configuration.</summary>
internal sealed class GlobalHandlers
{
    private CommandCall? _hostCall;
    private CommandCall? _serviceCall;

    /// <summary>Call for hosts as written; null: as configured.</summary>
    public string? Host { get; private set; }

    /// <summary>Call for services as written; null: as configured.</summary>
    public string? Service { get; private set; }

    /// <summary>The call in force, or null: as configured.</summary>
    public CommandCall? Call(bool isHost) => isHost ? _hostCall : _serviceCall;

    /// <summary>Sets both texts, without reading them.</summary>
    public void Restore(string? host, string? service)
    {
        Host = host;
        Service = service;
    }

    /// <summary>Sets a call; returns why not.</summary>
    public string? Change(bool isHost, string text, ConfigurationSnapshot? snapshot)
    {
        var call = CallReader.Read(snapshot, text, out var refusal);
        if (call is null)
        {
            return refusal;
        }

        Restore(isHost ? text : Host, isHost ? Service : text);
        Join(snapshot);
        return null;
    }

    /// <summary>Reads the texts against a configuration.</summary>
    public void Join(ConfigurationSnapshot? snapshot)
    {
        _hostCall = Host is null ? null : CallReader.Read(snapshot, Host, out _);
        _serviceCall = Service is null ? null : CallReader.Read(snapshot, Service, out _);
    }
}
