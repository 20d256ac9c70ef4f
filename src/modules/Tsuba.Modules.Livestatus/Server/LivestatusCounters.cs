using System.Diagnostics.Metrics;

namespace Tsuba.Modules.Livestatus.Server;

/// <summary>What the port counted since the module started; for <c>/metrics</c> and the table <c>status</c>.</summary>
internal sealed class LivestatusCounters : IDisposable
{
    private readonly Meter _meter;
    private long _open;
    private long _connections;
    private long _refusedConnections;
    private long _requests;
    private long _failedRequests;
    private long _commands;
    private long _refusedCommands;
    private long _cutOff;

    public LivestatusCounters(IMeterFactory meters)
    {
        _meter = meters.Create(new MeterOptions("tsuba.livestatus"));
        _meter.CreateObservableGauge("tsuba_livestatus_connections", () => Volatile.Read(ref _open));
        _meter.CreateObservableCounter("tsuba_livestatus_connections_total", () => Connections);
        _meter.CreateObservableCounter("tsuba_livestatus_connections_refused_total", () => Volatile.Read(ref _refusedConnections));
        _meter.CreateObservableCounter("tsuba_livestatus_requests_total", () => Requests);
        _meter.CreateObservableCounter("tsuba_livestatus_requests_failed_total", () => Volatile.Read(ref _failedRequests));
        _meter.CreateObservableCounter("tsuba_livestatus_commands_total", () => Commands);
        _meter.CreateObservableCounter("tsuba_livestatus_commands_refused_total", () => Volatile.Read(ref _refusedCommands));
        _meter.CreateObservableCounter("tsuba_livestatus_clients_cut_off_total", () => Volatile.Read(ref _cutOff));
    }

    public long Connections => Volatile.Read(ref _connections);

    public long Requests => Volatile.Read(ref _requests);

    public long Commands => Volatile.Read(ref _commands);

    /// <summary>Counts a connection in; false if there are too many.</summary>
    public bool TryOpen(int most)
    {
        if (Interlocked.Increment(ref _open) > most)
        {
            Interlocked.Decrement(ref _open);
            return false;
        }

        Interlocked.Increment(ref _connections);
        return true;
    }

    public void Close() => Interlocked.Decrement(ref _open);

    public void RefuseConnection() => Interlocked.Increment(ref _refusedConnections);

    public void Request(int status)
    {
        Interlocked.Increment(ref _requests);
        if (status != 200)
        {
            Interlocked.Increment(ref _failedRequests);
        }
    }

    public void Command(bool accepted) => Interlocked.Increment(ref accepted ? ref _commands : ref _refusedCommands);

    /// <summary>A client was too slow, or broke the connection.</summary>
    public void CutOff() => Interlocked.Increment(ref _cutOff);

    public void Dispose() => _meter.Dispose();
}
