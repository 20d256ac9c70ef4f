using System.Text.Json;
using Tsuba.Testing.Requirements;

namespace Tsuba.System.Tests.Sites.Machines;

/// <summary>
/// A site on several machines, set up as an administrator does it: an authority on the first, a bundle for each other, and a process on
/// every machine.
/// </summary>
internal sealed class MachineSite : IAsyncDisposable
{
    private readonly string _directory;
    private readonly List<SiteMachine> _machines = [];

    /// <summary>A site whose main file is going to be written.</summary>
    public MachineSite(string directory, string main)
    {
        _directory = directory;
        Main = main;
    }

    /// <summary>The main configuration file.</summary>
    public string Main { get; }

    /// <summary>The machine with the authority.</summary>
    public SiteMachine First => _machines[0];

    public IReadOnlyList<SiteMachine> Machines => _machines;

    public string Output => string.Join('\n', _machines.Select(machine => $"--- {machine.Address}\n{machine.Output}"));

    /// <summary>A site of a configuration in one file.</summary>
    public static async Task<MachineSite> OfTextAsync(string text)
    {
        var directory = PassableDirectory.Create();
        var main = Path.Combine(directory, "site.cfg");
        await File.WriteAllTextAsync(main, text);
        return new MachineSite(directory, main);
    }

    /// <summary>A copy of a sample.</summary>
    /// <param name="name">Its directory.</param>
    /// <param name="edit">Changes the text of each file.</param>
    public static async Task<MachineSite> OfSampleAsync(string name, Func<string, string> edit)
    {
        var directory = PassableDirectory.Create();
        foreach (var file in Directory.EnumerateFiles(Path.Combine(RequirementProbe.CheckoutDirectory, "samples", name), "*.cfg"))
        {
            await File.WriteAllTextAsync(Path.Combine(directory, Path.GetFileName(file)), edit(await File.ReadAllTextAsync(file)));
        }

        return new MachineSite(directory, Path.Combine(directory, "site.cfg"));
    }

    /// <summary>Makes certificates for all and starts all; the first gets the authority.</summary>
    /// <param name="machines">Addresses, each with the namespace that it is in.</param>
    /// <param name="offset">Port offset.</param>
    public async Task StartAsync(IEnumerable<(string Address, string? Namespace)> machines, int offset)
    {
        await PrepareAsync(machines, offset);
        foreach (var machine in _machines)
        {
            machine.Start();
        }

        await UntilWellAsync();
    }

    /// <summary>The same without a start of any.</summary>
    public Task PrepareAsync(IEnumerable<(string Address, string? Namespace)> machines, int offset) =>
        PrepareAsync(machines, offset, _ => Task.CompletedTask);

    /// <summary>The same; something is done to each machine before anything is written into its state directory.</summary>
    public async Task PrepareAsync(IEnumerable<(string Address, string? Namespace)> machines, int offset, Func<SiteMachine, Task> before)
    {
        foreach (var (address, networkNamespace) in machines)
        {
            var machine = new SiteMachine(address, networkNamespace, Path.Combine(_directory, $"state-{address}"), Main, offset);
            _machines.Add(machine);
            await before(machine);
        }

        await DoAsync("pki", "init");
        foreach (var machine in _machines.Skip(1))
        {
            await BundleAsync(machine);
        }
    }

    /// <summary>Signs for all daemons of a machine anew and puts it into its state directory.</summary>
    public Task BundleAsync(SiteMachine machine) => DoAsync("pki", "bundle", machine.Address, "-c", Main, "--out", machine.State);

    /// <summary>Runs a verb on the first machine; it must succeed.</summary>
    public async Task<string> DoAsync(params string[] arguments)
    {
        var result = await First.VerbAsync(arguments);
        Assert.True(result.ExitCode == 0, $"{string.Join(' ', arguments)}: exit {result.ExitCode}\n{result.All}\n{Output}");
        return result.Output;
    }

    /// <summary>Rows of a Livestatus query; none while the broker does not answer.</summary>
    public async Task<IReadOnlyList<string[]>> QueryAsync(string query)
    {
        var result = await First.VerbAsync("query", query + "\\nOutputFormat: json\\n");
        if (result.ExitCode != 0)
        {
            return [];
        }

        using var document = JsonDocument.Parse(result.Output);
        return [.. document.RootElement.EnumerateArray().Select(row => row.EnumerateArray().Select(cell => cell.ToString()).ToArray())];
    }

    /// <summary>Waits until the arbiter finds every daemon alive and every part served.</summary>
    public Task UntilWellAsync() => UntilAsync("all daemons are alive", async () =>
    {
        foreach (var machine in _machines)
        {
            Assert.False(machine.HasEnded, $"{machine.Address} ended\n{Output}");
        }

        var status = await First.VerbAsync("status");
        return status.ExitCode == 0 && status.Output.Contains("active", StringComparison.Ordinal);
    });

    /// <summary>Waits for something and returns it.</summary>
    public async Task<T> UntilGivenAsync<T>(string what, Func<Task<T?>> look)
        where T : class
    {
        T? found = null;
        await UntilAsync(what, async () => (found = await look()) is not null);
        return found!;
    }

    public Task UntilAsync(string what, Func<Task<bool>> condition) => Waiting.UntilAsync(what, condition, () => Output);

    public async ValueTask DisposeAsync()
    {
        foreach (var machine in _machines)
        {
            await machine.DisposeAsync();
        }

        Directory.Delete(_directory, recursive: true);
    }
}
