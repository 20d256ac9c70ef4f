using System.Threading.Channels;
using Tsuba.Execution.Plugins;
using Tsuba.Model.Invocations;

namespace Tsuba.Platform.Tests.Execution;

/// <summary>A runner with real processes, whose results arrive in order of completion.</summary>
internal sealed class Runs : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Channel<PluginResult> _results = Channel.CreateUnbounded<PluginResult>();
    private readonly PluginRunner _runner;

    internal Runs(PluginRunnerOptions? options = null)
    {
        _runner = new PluginRunner(options ?? Options(), TimeProvider.System, result => _results.Writer.TryWrite(result));
    }

    internal PluginRunner Runner => _runner;

    internal static PluginRunnerOptions Options() => new()
    {
        MaxConcurrent = 64,
        User = null,
        Environment = PluginRunnerOptions.CleanEnvironment(user: null),
    };

    internal static CommandInvocation Command(params string[] arguments) =>
        new() { Arguments = [.. arguments], Timeout = TimeSpan.FromSeconds(30) };

    internal static CommandInvocation Shell(string line) => new() { ShellLine = line, Timeout = TimeSpan.FromSeconds(30) };

    internal async Task<PluginResult> RunAsync(CommandInvocation invocation, int maxOutputBytes = 8192)
    {
        Start(invocation, maxOutputBytes);
        return await NextAsync();
    }

    internal void Start(CommandInvocation invocation, int maxOutputBytes = 8192, object? state = null) =>
        Assert.True(_runner.TryStart(new PluginRequest(invocation, maxOutputBytes, state)));

    internal async Task<PluginResult> NextAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        return await _results.Reader.ReadAsync(patience.Token);
    }

    public ValueTask DisposeAsync() => _runner.DisposeAsync();
}
