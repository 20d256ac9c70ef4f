namespace Tsuba.Modules;

/// <summary>What every module of every daemon has. Modules are compiled in and switched on by configuration.</summary>
public interface IModule : IAsyncDisposable
{
    /// <summary>module_name.</summary>
    string Name { get; }

    /// <summary>Opens ports and files. Throws if the module cannot work; the daemon then goes on without it and says so.</summary>
    Task StartAsync(CancellationToken cancellationToken);

    /// <summary>The module's loops. Returns when <paramref name="stop"/> is cancelled; if it throws, it is started again after 5 s.</summary>
    Task RunAsync(CancellationToken stop);
}
