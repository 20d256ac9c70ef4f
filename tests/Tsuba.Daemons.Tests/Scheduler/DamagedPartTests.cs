using Tsuba.Daemons.Tests.Scheduler.Core;
using Tsuba.Model.Items;
using Tsuba.Protocol;
using Tsuba.Protocol.Contracts;
using Tsuba.Testing.Transport;

namespace Tsuba.Daemons.Tests.Scheduler;

/// <summary>A scheduler that starts again finds the journal of its part damaged (decision 0092).</summary>
public sealed class DamagedPartTests : IDisposable
{
    private static readonly ulong First = new Epoch(1, 1).Packed;

    private readonly DirectoryInfo _state = Directory.CreateTempSubdirectory("tsuba-damaged-");
    private readonly MemoryNetwork _network = new();

    private static PartStamp Stamp => new() { Part = 1, Epoch = First };

    public void Dispose() => _state.Delete(recursive: true);

    [Fact]
    public async Task Restart_NobodyFollows_GoesOnAndTheArbiterHearsOfItUntilThePartMoves()
    {
        await using (var scheduler = await StartAsync())
        {
            Assert.True((await scheduler.GiveAsync(new SchedulerSite(hosts: 1).Encoded, Stamp)).Accepted);
            for (var number = 1; number <= 3; number++)
            {
                var request = new ApplyCommandsRequest { Stamp = Stamp };
                request.Commands.Add(new Command { Source = "pipe", Sequence = (ulong)number, Line = $"[1700000000] ADD_HOST_COMMENT;host-0;1;amy;{number}", ReceivedUtcMs = 1 });
                Assert.True((await scheduler.CallAsync(DaemonRole.Arbiter, "arbiter", Routes.ApplyCommands, request)).Ack is null or { Accepted: true });
            }
        }

        var segment = Assert.Single(Directory.GetFiles(Path.Combine(_state.FullName, "part-1", "journal")));
        var content = File.ReadAllBytes(segment);
        content[content.Length / 2] ^= 4;
        File.WriteAllBytes(segment, content);

        await using (var again = await StartAsync())
        {
            Assert.Equal(1u, Assert.Single(again.Describe().Parts).Losses);
            Assert.True((await again.GiveAsync(new SchedulerSite(hosts: 1).Encoded, Stamp)).Accepted);
        }

        await using var third = await StartAsync();
        Assert.Equal(1u, Assert.Single(third.Describe().Parts).Losses);
    }

    private Task<RunningScheduler> StartAsync() => RunningScheduler.StartAsync(_network, "a", _state.FullName);
}
