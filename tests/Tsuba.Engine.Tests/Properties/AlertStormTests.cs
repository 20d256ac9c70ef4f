using System.Globalization;
using Tsuba.Engine.Inputs;
using Tsuba.Engine.Outputs;
using Tsuba.Engine.Outputs.Events;
using Tsuba.Model.Items;
using Tsuba.Model.Snapshots;
using Tsuba.Model.Time;

namespace Tsuba.Engine.Tests.Properties;

/// <summary>
/// A router with 2,000 hosts behind it fails, and the children are seen down first: each contact is told of the root once, and of nothing
/// else; the same when all come back. Random trees: five in each run, fifty by hand with <c>TSUBA_STORM_TREES=50</c>.
/// </summary>
public sealed class AlertStormTests
{
    private const int Hosts = 2_000;
    private const int UsualTrees = 5;

    [Fact]
    public void RouterFails_ChildrenSeenFirst_OnlyTheRootIsTold_AndOnlyItsRecovery()
    {
        for (var seed = 1; seed <= Trees(); seed++)
        {
            var random = new Random(seed);
            var storm = new Storm(Tree(random), random);
            storm.FailAll();
            Assert.True(storm.Told.SequenceEqual(["amy Problem h0000", "bob Problem h0000"]), $"seed {seed}: {string.Join(", ", storm.Told.Take(10))}");
            Assert.True(storm.Roots.SequenceEqual(["h0000"]), $"seed {seed}: roots {string.Join(", ", storm.Roots.Take(10))}");
            storm.ReturnAll();
            Assert.True(
                storm.Told.SequenceEqual(["amy Problem h0000", "amy Recovery h0000", "bob Problem h0000", "bob Recovery h0000"]),
                $"seed {seed}, back: {string.Join(", ", storm.Told.Take(10))}");
            Assert.Empty(storm.Roots);
        }
    }

    private static int Trees() =>
        Environment.GetEnvironmentVariable("TSUBA_STORM_TREES") is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : UsualTrees;

    // Each host stands behind one or two of those before it, and some have a service. The horizon of the nagios profile, 15 s, would let a
    // router that was UP ten seconds ago count as UP.
    private static ConfigurationSnapshot Tree(Random random)
    {
        var site = Site.New(random.Next(2) == 0 ? CompatibilityProfile.Shinken : CompatibilityProfile.Nagios).Main("cached_host_check_horizon", "0").Person("amy");
        for (var host = 0; host < Hosts; host++)
        {
            var parents = host == 0 ? "" : Name(random.Next(host));
            parents += host > 1 && random.Next(10) == 0 ? "," + Name(random.Next(host)) : "";
            site.Machine(
                Name(host), ("parents", parents), ("contacts", "amy,bob"), ("max_check_attempts", random.Next(1, 4).ToString(CultureInfo.InvariantCulture)), ("notification_options", "d,r"), ("check_interval", "5"));
            if (random.Next(10) == 0)
            {
                site.Check(Name(host), "s", ("contacts", "amy,bob"), ("max_check_attempts", "1"), ("check_interval", "5"));
            }
        }

        return site.Link();
    }

    private static string Name(int host) => string.Create(CultureInfo.InvariantCulture, $"h{host:0000}");

    /// <summary>An engine whose plugins answer in an order of their own, some of them seconds late.</summary>
    private sealed class Storm
    {
        private readonly ConfigurationSnapshot _snapshot;
        private readonly Random _random;
        private readonly SchedulerEngine _engine = new(new EngineOptions { Part = 1, Seed = 7 });
        private readonly PriorityQueue<CheckResult, long> _answers = new();
        private readonly EngineOutputs _outputs = new();
        private readonly Dictionary<ItemId, bool> _problems = [];
        private readonly List<string> _told = [];
        private bool _failed;
        private long _now;

        public Storm(ConfigurationSnapshot snapshot, Random random)
        {
            _snapshot = snapshot;
            _random = random;
            Apply(new ConfigurationActivated(snapshot));
            Run(320_000);
        }

        public IEnumerable<string> Told => _told.Order(StringComparer.Ordinal);

        public IEnumerable<string> Roots => _problems.Where(pair => pair.Value).Select(pair => _snapshot.Items[pair.Key].ToString());

        public void FailAll()
        {
            _failed = true;

            // The leaves are checked first, the router last.
            for (var host = Hosts - 1; host > Hosts - 200; host--)
            {
                Apply(new CommandReceived("t", 0, $"SCHEDULE_FORCED_HOST_CHECK;{Name(host)};{Now.UtcSeconds}", ""));
            }

            Run(450_000);
        }

        public void ReturnAll()
        {
            _failed = false;
            Run(450_000);
        }

        private EngineTime Now => new(EngineRun.StartUtc + _now, _now);

        private void Run(long milliseconds)
        {
            var end = _now + milliseconds;
            while (true)
            {
                var timer = _engine.NextTimerLogicalMilliseconds ?? long.MaxValue;
                var answer = _answers.TryPeek(out _, out var due) ? due : long.MaxValue;
                if (Math.Min(timer, answer) > end)
                {
                    break;
                }

                _now = Math.Max(_now, Math.Min(timer, answer));
                if (answer <= timer)
                {
                    Apply(_answers.Dequeue());
                }
                else
                {
                    _engine.Advance(Now, _outputs);
                    Take();
                }
            }

            _now = end;
        }

        private void Apply(EngineInput input)
        {
            _engine.Apply(input, Now, _outputs);
            Take();
        }

        private void Take()
        {
            foreach (var check in _outputs.Checks)
            {
                _answers.Enqueue(
                    new CheckResult { Item = check.Item, Occurrence = check.Occurrence, ExitCode = _failed ? 2 : 0, Output = _failed ? "no answer" : "fine", Poller = "p" },
                    _now + _random.Next(1, 4_000));
            }

            foreach (var happened in _outputs.Events)
            {
                switch (happened)
                {
                    case NotificationRaised raised:
                        _told.Add($"{raised.Contact} {raised.Type} {_snapshot.Items[raised.Item]}");
                        break;
                    case StatusChanged status:
                        _problems[status.Item] = status.IsProblem;
                        break;
                }
            }

            var actions = _outputs.Actions.Select(action => action.Id).ToList();
            _outputs.Clear();
            foreach (var action in actions)
            {
                Apply(new ActionFinished(action, Succeeded: true, "", "r"));
            }
        }
    }
}
