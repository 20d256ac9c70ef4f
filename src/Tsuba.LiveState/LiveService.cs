using Tsuba.Model.Objects;

namespace Tsuba.LiveState;

/// <summary>A service with its status.</summary>
public sealed class LiveService : LiveItem
{
    internal LiveService(LiveHost host, Service service)
        : base(host.Part)
    {
        Host = host;
        Service = service;
    }

    /// <summary>Its host.</summary>
    public LiveHost Host { get; }

    /// <summary>What is configured.</summary>
    public Service Service { get; }

    /// <inheritdoc />
    public override Item Definition => Service;
}
