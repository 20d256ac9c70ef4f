using System.Globalization;
using Tsuba.Execution.Plugins;
using Tsuba.Execution.Users;
using Tsuba.Model.Invocations;
using Tsuba.SpawnBench;

// tsuba-spawn COUNT PARALLEL [PROGRAM]: how many processes a second the runner can run, and what each costs; one JSON line with the
// keys of spawn_limit.c. As root the processes run as the plugins' user, as in the product.
if (args.Length < 2)
{
    Console.Error.WriteLine("usage: tsuba-spawn COUNT PARALLEL [PROGRAM]");
    return 2;
}

var count = int.Parse(args[0], CultureInfo.InvariantCulture);
var parallel = int.Parse(args[1], CultureInfo.InvariantCulture);
var invocation = new CommandInvocation { Arguments = [args.Length > 2 ? args[2] : "/bin/true"], Timeout = TimeSpan.FromSeconds(60) };

// The first processes pay for the compilation of the code that starts them.
await Round.RunAsync(new PluginRequest(invocation, 8192, State: null), 500, parallel);
var round = await Round.RunAsync(new PluginRequest(invocation, 8192, State: null), count, parallel);
Console.WriteLine(string.Create(
    CultureInfo.InvariantCulture,
    $$"""{"mode": "tsuba", "user": "{{PluginUser.Default()?.Name}}", "parallel": {{parallel}}, "count": {{count}}, "per_second": {{count / round.Seconds:F0}}, "cpu_us_each": {{round.CpuSeconds / count * 1e6:F0}}}"""));
return 0;
