using System.Collections.Immutable;
using Tsuba.LiveState;

namespace Tsuba.Modules.Livestatus.Tables;

/// <summary>
/// Columns that count services of a host or group. Only what the viewer sees counts; a service that was never checked has no state
/// and counts as pending alone.
/// </summary>
internal static class ServiceCounts
{
    private static readonly ImmutableArray<string> States = ["ok", "warn", "crit", "unknown"];

    /// <summary>The columns, for rows of which <paramref name="services"/> gives the services.</summary>
    public static IEnumerable<Column> Columns<TRow>(Func<TRow, ServiceSet> services)
        where TRow : class
    {
        yield return Make<TRow>.Int("num_services", "Number of services", (row, context) => Count(services(row), context, static (_, _) => true, 0));
        yield return Make<TRow>.Int("num_services_pending", "Services that were never checked", (row, context) => Count(services(row), context, static (service, _) => !service.Status.HasBeenChecked, 0));
        for (var index = 0; index < States.Length; index++)
        {
            var state = (uint)index;
            var name = States[index];
            yield return Make<TRow>.Int($"num_services_{name}", $"Services in state {name.ToUpperInvariant()}", (row, context) =>
                Count(services(row), context, static (service, state) => service.Status is { HasBeenChecked: true } status && status.State == state, state));
            yield return Make<TRow>.Int($"num_services_hard_{name}", $"Services whose last hard state is {name.ToUpperInvariant()}", (row, context) =>
                Count(services(row), context, static (service, state) => service.Status is { HasBeenChecked: true } status && status.LastHardState == state, state));
        }

        yield return Make<TRow>.Int("worst_service_state", "Worst state of the services; OK, WARNING, UNKNOWN, CRITICAL in this order", (row, context) => Worst(services(row), context, hard: false));
        yield return Make<TRow>.Int("worst_service_hard_state", "Worst hard state of the services", (row, context) => Worst(services(row), context, hard: true));
    }

    private static long Count(ServiceSet services, QueryContext context, Func<LiveService, uint, bool> fits, uint state)
    {
        var count = 0;
        foreach (var service in services)
        {
            if (fits(service, state) && context.Viewer.Sees(service))
            {
                count++;
            }
        }

        return count;
    }

    private static long Worst(ServiceSet services, QueryContext context, bool hard)
    {
        var worst = 0U;
        foreach (var service in services)
        {
            var state = hard ? service.Status.LastHardState : service.Status.State;
            if (Rank(state) > Rank(worst) && context.Viewer.Sees(service))
            {
                worst = state;
            }
        }

        return worst;
    }

    private static int Rank(uint state) => state switch
    {
        2 => 3,
        3 => 2,
        1 => 1,
        _ => 0,
    };
}
