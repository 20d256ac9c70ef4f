using Tsuba.Execution.Plugins;
using Tsuba.Execution.Work;
using Tsuba.Model.Invocations;
using Tsuba.Model.Items;

namespace Tsuba.Platform.Tests.Execution.Work;

/// <summary>Short forms of what goes into a <see cref="WorkCore"/> and comes out of it.</summary>
internal static class WorkCases
{
    internal static PartId Part { get; } = new(1);

    internal static Epoch First { get; } = new(1, 1);

    internal static Epoch Second { get; } = new(1, 2);

    internal static WorkItem Item(ulong id, Epoch? epoch = null, string source = "s1") => new(
        source,
        Part,
        epoch ?? First,
        id,
        "fork",
        new PluginRequest(new CommandInvocation { Arguments = ["/bin/true"], Timeout = TimeSpan.FromSeconds(1) }, 1000, State: null));

    internal static PluginResult Outcome(WorkItem item, byte[] output) =>
        new() { Request = item.Request, ExitCode = 0, StartUtcMilliseconds = 0, Output = output };

    internal static WorkInput.Finished Finished(WorkItem item) => new(item, Outcome(item, []));

    internal static WorkInput.Answered Accepted(WorkOutput.Send send) => new(send.Source, send.Batch, [], []);

    internal static WorkInput.LinksChanged Links(int slots, Epoch? epoch = null) => new(
        ["s1", "s2"], epoch is { } known ? [new PartOwnership(Part, known, "s1")] : [], slots);

    internal static List<ulong> Started(IEnumerable<WorkOutput> outputs) =>
        [.. outputs.OfType<WorkOutput.Start>().Select(start => start.Item.Id)];

    internal static List<WorkOutput.Send> Sent(IEnumerable<WorkOutput> outputs) => [.. outputs.OfType<WorkOutput.Send>()];
}
