using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Tsuba.Modules.Tests.Passive;

/// <summary>What a module under test is given: a directory of its own, real time, a sink that records.</summary>
internal sealed class ModuleFixture : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();

    public string Directory { get; } = System.IO.Directory.CreateTempSubdirectory("tsuba-module-").FullName;

    public RecordingSink Sink { get; } = new();

    public IMeterFactory Meters => _services.GetRequiredService<IMeterFactory>();

    public ModuleContext Context(params (string Key, string Value)[] properties) => new(
        "module",
        "module",
        "test",
        Directory,
        properties.ToDictionary(property => property.Key, property => property.Value),
        TimeProvider.System,
        NullLoggerFactory.Instance,
        Meters,
        Sink);

    /// <summary>What a port for people told once at its first start: password and token of the administrator.</summary>
    public async Task<Dictionary<string, string>> FirstSecretsAsync() =>
        (await File.ReadAllLinesAsync(Path.Combine(Directory, "first-secrets"))).Select(line => line.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);

    public void Dispose()
    {
        _services.Dispose();
        System.IO.Directory.Delete(Directory, recursive: true);
    }
}
