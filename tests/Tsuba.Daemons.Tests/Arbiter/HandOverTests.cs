using System.Globalization;
using System.Text;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Daemons.Tests.Arbiter;

/// <summary>Two single hosts in two parts become one shard, so one of them goes to the other's part.</summary>
public sealed class HandOverTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly FakeSite _site = new();
    private readonly FakeScheduler _first;
    private readonly FakeScheduler _second;

    public HandOverTests()
    {
        _first = new FakeScheduler(_site, "s1");
        _second = new FakeScheduler(_site, "s2");
    }

    private IEnumerable<string> Moves => _first.Moves.Concat(_second.Moves);

    [Fact]
    public async Task Reload_ShardThatChangesPart_TakesItsStateAlong()
    {
        var source = new TextSource(Objects(""));
        await using var arbiter = await ArbiterRig.StartAsync(_site, source, _directory.Path);
        await arbiter.UntilServedAsync();

        source.Text = Objects("h0");
        var reply = await arbiter.ReloadAsync();

        Assert.True(reply.Active, reply.Text);
        Assert.Equal(1, reply.Changes.HostsMoved);
        var moved = Moves.Single(move => move.StartsWith("leave", StringComparison.Ordinal))[6..];
        Assert.Equal([$"arrive {moved}", $"await {moved}", $"ended {moved}", $"leave {moved}", "release"], Moves.Order(StringComparer.Ordinal));
        var taker = _first.Moves.Contains($"await {moved}") ? _first : _second;
        Assert.Equal([$"await {moved}", $"arrive {moved}", $"ended {moved}"], taker.Moves.Where(move => move.EndsWith(moved, StringComparison.Ordinal) && !move.StartsWith("leave", StringComparison.Ordinal)));
        Assert.Equal(0, await MovingAsync(arbiter));
    }

    [Fact]
    public async Task Submit_ForAHostOnItsWay_IsHeldAndGivenToItsNewPart()
    {
        var source = new TextSource(Objects(""));
        await using var arbiter = await ArbiterRig.StartAsync(_site, source, _directory.Path);
        await arbiter.UntilServedAsync();
        var owner = await OwnerOfAsync(arbiter, "h1");
        _first.RefusesArrivals = true;
        _second.RefusesArrivals = true;

        source.Text = Objects("h0");
        await arbiter.ReloadAsync(wait: 0);
        await Eventually.TrueAsync(() => Moves.Any(move => move.StartsWith("await", StringComparison.Ordinal)), "the taker waits");
        var moved = Moves.Single(move => move.StartsWith("await", StringComparison.Ordinal))[6..];
        var specific = await arbiter.SubmitAsync($"DISABLE_HOST_CHECK;{moved}", waitMs: 50);
        var global = await arbiter.SubmitAsync("DISABLE_NOTIFICATIONS", waitMs: 50);

        Assert.Equal((CommandState.Pending, CommandState.Pending), (specific.State, global.State));
        Assert.DoesNotContain(_first.Commands.Concat(_second.Commands), command => command.Line.StartsWith("DISABLE", StringComparison.Ordinal));
        Assert.Equal(1, await MovingAsync(arbiter));

        _first.RefusesArrivals = false;
        _second.RefusesArrivals = false;
        string[] held = ["DISABLE_NOTIFICATIONS", $"DISABLE_HOST_CHECK;{moved}"];
        await Eventually.TrueAsync(() => held.All(line => _first.Commands.Concat(_second.Commands).Any(command => command.Line == line)), "held commands are given");
        Assert.Single(_first.Commands.Concat(_second.Commands), command => command.Line == $"DISABLE_HOST_CHECK;{moved}");
        Assert.NotNull(owner);
    }

    [Fact]
    public async Task Restart_WhileAHostIsOnItsWay_BringsItThere()
    {
        var source = new TextSource(Objects(""));
        await using (var arbiter = await ArbiterRig.StartAsync(_site, source, _directory.Path))
        {
            await arbiter.UntilServedAsync();
            _first.RefusesArrivals = true;
            _second.RefusesArrivals = true;
            source.Text = Objects("h0");
            await arbiter.ReloadAsync(wait: 0);
            await Eventually.TrueAsync(() => Moves.Any(move => move.StartsWith("leave", StringComparison.Ordinal)), "the giver gave it up");
        }

        _first.RefusesArrivals = false;
        _second.RefusesArrivals = false;
        await using var again = await ArbiterRig.StartAsync(_site, source, _directory.Path);

        var last = "";
        await Eventually.TrueAsync(
            async () =>
            {
                last = (await again.StatusAsync()).ToString();
                return Moves.Any(move => move.StartsWith("arrive", StringComparison.Ordinal)) && Moves.Contains("release");
            },
            () => $"it arrives after the restart: {string.Join(", ", Moves)}; {last}");
        await Eventually.TrueAsync(async () => await MovingAsync(again) == 0, "nothing moves any more");
    }

    public void Dispose() => _directory.Dispose();

    private static async Task<double> MovingAsync(ArbiterRig arbiter) =>
        (await arbiter.StatusAsync()).Gauges.Single(gauge => gauge.Name == "hosts_moving").Value;

    private async Task<FakeScheduler?> OwnerOfAsync(ArbiterRig arbiter, string host)
    {
        await arbiter.SubmitAsync($"ENABLE_HOST_CHECK;{host}");
        return new[] { _first, _second }.SingleOrDefault(scheduler => scheduler.Commands.Any(command => command.Line.EndsWith(host, StringComparison.Ordinal)));
    }

    private static string Objects(string parent)
    {
        var text = new StringBuilder("define command {\n  command_name check\n  command_line /bin/true\n}\n");
        for (var scheduler = 1; scheduler <= 2; scheduler++)
        {
            text.Append(CultureInfo.InvariantCulture, $"define scheduler {{\n  scheduler_name s{scheduler}\n  address localhost\n  port 7768\n}}\n");
        }

        for (var host = 0; host < 2; host++)
        {
            text.Append(CultureInfo.InvariantCulture, $"define host {{\n  host_name h{host}\n  check_command check\n  max_check_attempts 3\n  check_interval 5\n");
            text.Append(host == 1 && parent.Length > 0 ? $"  parents {parent}\n}}\n" : "}\n");
        }

        return text.ToString();
    }
}
