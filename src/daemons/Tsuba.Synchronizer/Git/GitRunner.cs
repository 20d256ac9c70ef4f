using System.Collections.Immutable;
using Tsuba.Execution.Plugins;
using Tsuba.Model.Invocations;

namespace Tsuba.Synchronizer.Git;

/// <summary>
/// Runs git with argument vectors in one repository, in an environment in which no file of the user or of the machine changes what
/// it does, and no hook runs. One command at a time.
/// </summary>
internal sealed class GitRunner : IAsyncDisposable
{
    private const int MaxOutputBytes = 1024 * 1024;
    private const string Author = "tsuba";
    private const string Mail = "tsuba@localhost";

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private readonly PluginRunner _runner;
    private readonly string _directory;

    internal GitRunner(string directory, TimeProvider time)
    {
        _directory = directory;
        var options = new PluginRunnerOptions { MaxConcurrent = 1, User = null, Environment = Environment(directory) };
        _runner = new PluginRunner(options, time, result => ((TaskCompletionSource<PluginResult>?)result.Request.State)?.TrySetResult(result));
    }

    /// <summary>Runs a command; returns what it printed.</summary>
    /// <exception cref="GitFailure">It failed, or git is not there.</exception>
    internal async Task<string> RunAsync(ImmutableArray<string> arguments, CancellationToken cancellationToken)
    {
        var result = await TryRunAsync(arguments, cancellationToken);
        return result is { ExitCode: 0, Signal: 0, TimedOut: false, Failure: null }
            ? result.Text
            : throw new GitFailure($"git {arguments[0]}: {result.Failure ?? (result.TimedOut ? "no end within two minutes" : result.Text.Trim())}");
    }

    /// <summary>Runs a command whose exit status is an answer.</summary>
    internal async Task<PluginResult> TryRunAsync(ImmutableArray<string> arguments, CancellationToken cancellationToken)
    {
        var ended = new TaskCompletionSource<PluginResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        var invocation = new CommandInvocation
        {
            Arguments = ["git", "-C", _directory, "-c", "core.hooksPath=/dev/null", "-c", "core.fsync=all", "-c", "gc.auto=0", .. arguments],
            Timeout = Limit,
            Display = $"git {arguments[0]}",
        };
        if (!_runner.TryStart(new PluginRequest(invocation, MaxOutputBytes, ended)))
        {
            throw new GitFailure($"git {arguments[0]}: another command runs");
        }

        return await ended.Task.WaitAsync(cancellationToken);
    }

    public ValueTask DisposeAsync() => _runner.DisposeAsync();

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
