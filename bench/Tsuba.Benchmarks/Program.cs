using System.Globalization;
using Tsuba.Benchmarks.Runs;

// tsuba-benchmarks NAME TSUBA_DLL [ARGUMENT...]: one of the measurements that need a whole site or a second program. bench/run builds what
// is needed and calls this.
if (args.Length < 2)
{
    Console.Error.WriteLine("usage: Tsuba.Benchmarks checks|passive|verify|livestate|livestatus|events|reload PROGRAM [ARGUMENT...]");
    return 2;
}

var numbers = args.Skip(2).Select(text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1).ToList();
switch (args[0])
{
    case "checks":
        await ChecksRun.RunAsync(args[1], args[2], args[3], numbers.ElementAtOrDefault(2) is > 0 and var checkRounds ? checkRounds : 3);
        return 0;
    case "passive":
        await PassiveRun.RunAsync(args[1], numbers.ElementAtOrDefault(0) is > 0 and var services ? services : 100_000, numbers.ElementAtOrDefault(1) is > 0 and var rounds ? rounds : 3);
        return 0;
    case "verify":
        await VerifyRun.RunAsync(args[1], args.ElementAtOrDefault(2) ?? "", numbers.ElementAtOrDefault(1) is > 0 and var verifyRounds ? verifyRounds : 5);
        return 0;
    case "reload":
        await ReloadRun.RunAsync(
            args[1],
            numbers.ElementAtOrDefault(0) is > 0 and var reloaded ? reloaded : 100_000,
            numbers.ElementAtOrDefault(1) is > 0 and var reloadRounds ? reloadRounds : 5,
            Math.Max(0, numbers.ElementAtOrDefault(2)));
        return 0;
    case "livestate":
        LiveStateRun.Run(numbers.ElementAtOrDefault(0) is > 0 and var items ? items : 100_000);
        return 0;
    case "livestatus":
        await LivestatusRun.RunAsync(numbers.ElementAtOrDefault(0) is > 0 and var asked ? asked : 20_000, args.ElementAtOrDefault(3) ?? "");
        return 0;
    case "events":
        EventsRun.Run(numbers.ElementAtOrDefault(0) is > 0 and var told ? told : 20_000);
        return 0;
    default:
        Console.Error.WriteLine($"Tsuba.Benchmarks: there is no measurement '{args[0]}'");
        return 2;
}
