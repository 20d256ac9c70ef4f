using System.Collections.Immutable;
using Tsuba.Execution.Plugins;
using Tsuba.Model.Invocations;

namespace Tsuba.Synchronizer.Git;

/// <summary>
/// Runs git with argument vectors in one repository, in an environment in which no file of the user or of the machine changes what
/// it does, and no hook runs. One command at a time; others wait.
/// </summary>
internal sealed class GitRunner : IAsyncDisposable
{
    private const int MaxOutputBytes = 4 * 1024 * 1024;
    private const string Author = "tsuba";
    private const string Mail = "tsuba@localhost";

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private readonly PluginRunner _runner;
    private readonly string _directory;
    private readonly SemaphoreSlim _turn = new(1, 1);

    internal GitRunner(string directory, TimeProvider time)
    {
        _directory = directory;
        var options = new PluginRunnerOptions { MaxConcurrent = 1, User = null, Environment = Environment(directory) };
        _runner = new PluginRunner(options, time, result => ((TaskCompletionSource<PluginResult>?)result.Request.State)?.TrySetResult(result));
    }

    /// <summary>Called with each command before it runs. A test that throws here is a process that was killed at this step.</summary>
    internal Action<ImmutableArray<string>>? BeforeStep { get; init; }

    /// <summary>Runs a command; returns what it printed.</summary>
    /// <exception cref="GitFailure">It failed, or git is not there.</exception>
    internal Task<string> RunAsync(ImmutableArray<string> arguments, CancellationToken cancellationToken) => RunAsync(arguments, [], cancellationToken);

    /// <summary>Runs a command with variables added to its environment; returns what it printed.</summary>
    /// <exception cref="GitFailure">It failed, or git is not there.</exception>
    internal async Task<string> RunAsync(
        ImmutableArray<string> arguments, ImmutableArray<KeyValuePair<string, string>> environment, CancellationToken cancellationToken)
    {
        var result = await TryRunAsync(arguments, environment, cancellationToken);
        return result is { ExitCode: 0, Signal: 0, TimedOut: false, Failure: null }
            ? result.Text
            : throw new GitFailure($"git {arguments[0]}: {result.Failure ?? (result.TimedOut ? "no end within two minutes" : result.Text.Trim())}");
    }

    /// <summary>Runs a command whose exit status is an answer.</summary>
    internal Task<PluginResult> TryRunAsync(ImmutableArray<string> arguments, CancellationToken cancellationToken) => TryRunAsync(arguments, [], cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _runner.DisposeAsync();
        _turn.Dispose();
    }

    private async Task<PluginResult> TryRunAsync(
        ImmutableArray<string> arguments, ImmutableArray<KeyValuePair<string, string>> environment, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            BeforeStep?.Invoke(arguments);
            var ended = new TaskCompletionSource<PluginResult>(TaskCreationOptions.RunContinuationsAsynchronously);
            var invocation = new CommandInvocation
            {
                Arguments = ["git", "-C", _directory, "-c", "core.hooksPath=/dev/null", "-c", "core.fsync=all", "-c", "gc.auto=0", "-c", "core.quotePath=false", .. arguments],
                Environment = environment,
                Timeout = Limit,
                Display = $"git {arguments[0]}",
            };
            if (!_runner.TryStart(new PluginRequest(invocation, MaxOutputBytes, ended)))
            {
                throw new GitFailure($"git {arguments[0]}: another command runs");
            }

            // Not given up half-way: a command that runs on beside the next one would meet its locks.
            return await ended.Task.WaitAsync(CancellationToken.None);
        }
        finally
        {
            _turn.Release();
        }
    }

    private static ImmutableArray<KeyValuePair<string, string>> Environment(string directory) =>
    [
        .. PluginRunnerOptions.CleanEnvironment(user: null).Where(variable => variable.Key is not ("HOME" or "LANG" or "LC_ALL")),
        new("HOME", directory),
        new("LC_ALL", "C.UTF-8"),
        new("GIT_CONFIG_NOSYSTEM", "1"),
        new("GIT_CONFIG_GLOBAL", "/dev/null"),
        new("GIT_TERMINAL_PROMPT", "0"),
        new("GIT_ATTR_NOSYSTEM", "1"),
        new("GIT_AUTHOR_NAME", Author),
        new("GIT_AUTHOR_EMAIL", Mail),
        new("GIT_COMMITTER_NAME", Author),
        new("GIT_COMMITTER_EMAIL", Mail),
    ];
}
