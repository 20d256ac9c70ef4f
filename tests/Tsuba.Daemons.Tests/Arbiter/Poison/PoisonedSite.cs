using System.Globalization;
using System.Text;
using Tsuba.Testing.Configuration;

namespace Tsuba.Daemons.Tests.Arbiter.Poison;

/// <summary>A good configuration of some hosts, and what chance makes of it.</summary>
internal static class PoisonedSite
{
    internal const string Main = "/etc/site/shinken.cfg";
    internal const int Hosts = 40;
    internal const int ServicesPerHost = 3;

    private const string Objects = "/etc/site/objects.cfg";
    private const int TenMegabytes = 10_000_000;

    /// <summary>Kinds of poison; <see cref="Poisoned"/> takes each in turn.</summary>
    private static readonly Func<Random, string, byte[]>[] Kinds =
    [
        (random, good) => Text(Insert(good, "parents", CircleOf(random))),
        (random, good) => Text(Replace(random, good, "check_command  check", $"check_command  nowhere{random.Next()}")),
        (random, good) => Text(good + $"define service {{\n  host_name  nobody{random.Next()}\n  service_description  x\n  check_command  check\n  check_interval  5\n  retry_interval  1\n  max_check_attempts  3\n}}\n"),
        (random, good) => Text(Replace(random, good, "check_interval  5", $"check_interval  five{random.Next()}")),
        (random, good) => Text(Replace(random, good, "max_check_attempts  3", $"check_period  period{random.Next()}\n  max_check_attempts  3")),
        (random, good) => Text(Replace(random, good, "max_check_attempts  3", $"contact_groups  group{random.Next()}\n  max_check_attempts  3")),
        (random, good) => NulSomewhere(random, Text(good)),
        (_, good) => Encoding.Unicode.GetBytes(good),
        (_, good) => Encoding.BigEndianUnicode.GetBytes(good),
        (random, good) => Text(good.Insert(good.LastIndexOf('}', random.Next(good.Length / 2, good.Length)), "}\n}\ndefine")),
        (random, good) => Text(good[..(good.LastIndexOf("define host {\n", random.Next(good.Length / 2, good.Length), StringComparison.Ordinal) + 16)]),
        (random, good) => Text(good + $"define thing{random.Next()} {{\n}}\n"),
        (random, good) => Text(good + $"define host {{\n  use  t{random.Next()}\n  check_command  check\n  max_check_attempts  3\n  check_interval  5\n}}\n"),
    ];

    /// <summary>The good one.</summary>
    internal static MemorySourceFiles Good() => Files(Text(Good(_ => true, (_, _) => true)));

    /// <summary>One with a fault.</summary>
    internal static MemorySourceFiles Poisoned(int seed)
    {
        var random = new Random(seed);
        return Files(Kinds[seed % Kinds.Length](random, Good(_ => true, (_, _) => true)));
    }

    /// <summary>A good one in which a line is ten million bytes long.</summary>
    internal static MemorySourceFiles LongLine() => Files(Text(Good(_ => true, (_, _) => true) + $"define command {{\n  command_name  long\n  command_line  /bin/{new string('x', TenMegabytes)}\n}}\n"));

    /// <summary>One that says what the good one says, in files that name each other.</summary>
    internal static MemorySourceFiles IncludeLoop() =>
        Good().With(Main, $"cfg_file=objects.cfg\ncfg_file=shinken.cfg\ncfg_dir=loop\n").WithLink("/etc/site/loop", "/etc/site/loop/loop");

    /// <summary>A valid one that deletes more than a slip may.</summary>
    internal static MemorySourceFiles Dangerous(int seed)
    {
        var random = new Random(seed);
        var hosts = Enumerable.Range(0, Hosts).ToArray();
        random.Shuffle(hosts);
        var gone = hosts.Take(random.Next((Hosts / 5) + 1, Hosts)).ToHashSet();
        return (seed % 3) switch
        {
            0 => Files(Text(Good(host => !gone.Contains(host), (_, _) => true))),
            1 => Files(Text(Good(_ => true, (host, service) => !gone.Contains(host) && service != 0))),
            _ => Files(Text(Good(host => host == hosts[0] && seed % 2 == 0, (_, _) => false) + "define host {\n  host_name  other\n  check_command  check\n  max_check_attempts  3\n  check_interval  5\n}\n")),
        };
    }

    private static MemorySourceFiles Files(byte[] objects) => new MemorySourceFiles().With(Main, "cfg_file=objects.cfg\n").With(Objects, objects);

    private static string Good(Func<int, bool> isHostThere, Func<int, int, bool> isServiceThere)
    {
        var text = new StringBuilder("define command {\n  command_name  check\n  command_line  /bin/true\n}\n");
        for (var host = 0; host < Hosts; host++)
        {
            if (!isHostThere(host))
            {
                continue;
            }

            text.Append(CultureInfo.InvariantCulture, $"define host {{\n  host_name  h{host}\n  check_command  check\n  max_check_attempts  3\n  check_interval  5\n}}\n");
            for (var service = 0; service < ServicesPerHost; service++)
            {
                if (isServiceThere(host, service))
                {
                    text.Append(CultureInfo.InvariantCulture, $"define service {{\n  host_name  h{host}\n  service_description  s{service}\n  check_command  check\n  max_check_attempts  3\n  check_interval  5\n  retry_interval  1\n}}\n");
                }
            }
        }

        return text.ToString();
    }

    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);

    // The first after a place that chance takes.
    private static string Replace(Random random, string text, string what, string by)
    {
        var at = text.IndexOf(what, random.Next(text.LastIndexOf(what, StringComparison.Ordinal)), StringComparison.Ordinal);
        return text[..at] + by + text[(at + what.Length)..];
    }

    private static string Insert(string text, string property, int[] circle)
    {
        for (var index = 0; index < circle.Length; index++)
        {
            var line = string.Create(CultureInfo.InvariantCulture, $"  host_name  h{circle[index]}\n  check_command");
            var parent = circle[(index + 1) % circle.Length];
            text = text.Replace(line, string.Create(CultureInfo.InvariantCulture, $"  host_name  h{circle[index]}\n  {property}  h{parent}\n  check_command"), StringComparison.Ordinal);
        }

        return text;
    }

    private static int[] CircleOf(Random random)
    {
        var hosts = Enumerable.Range(0, Hosts).ToArray();
        random.Shuffle(hosts);
        return hosts[..random.Next(2, 10)];
    }

    private static byte[] NulSomewhere(Random random, byte[] content)
    {
        content[random.Next(content.Length)] = 0;
        return content;
    }
}
