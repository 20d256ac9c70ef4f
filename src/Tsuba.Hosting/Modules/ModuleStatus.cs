namespace Tsuba.Hosting.Modules;

/// <summary>A module as it stands. At rest <c>Received = Delivered + Dropped + Pending</c>, all in events.</summary>
/// <param name="Name">module_name.</param>
/// <param name="Running">Started and not failed since.</param>
/// <param name="Received">Events offered.</param>
/// <param name="Delivered">Events that the module kept.</param>
/// <param name="Dropped">Events that found the queue full, or were left in it when the module was removed.</param>
/// <param name="Pending">Events in its queue.</param>
/// <param name="PendingBytes">Bytes in its queue.</param>
/// <param name="Restarts">How often it was made anew.</param>
/// <param name="Fault">Its last failure in words; empty: none.</param>
public sealed record ModuleStatus(
    string Name,
    bool Running,
    long Received,
    long Delivered,
    long Dropped,
    long Pending,
    long PendingBytes,
    long Restarts,
    string Fault);
