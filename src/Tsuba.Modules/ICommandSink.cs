namespace Tsuba.Modules;

/// <summary>Where modules give external commands and passive results. Accepted means durable.</summary>
public interface ICommandSink
{
    /// <summary>Takes commands, all or none.</summary>
    /// <param name="lines">Lines without control characters; see <c>Tsuba.Model.ExternalCommands</c>.</param>
    /// <param name="author">Who gave them; empty if not known.</param>
    /// <param name="cancellationToken">Stop.</param>
    ValueTask<CommandReceipt> SubmitAsync(IReadOnlyList<string> lines, string author, CancellationToken cancellationToken);

    /// <summary>
    /// How far a command that <see cref="SubmitAsync"/> accepted has come. Waits for its end; how far it is otherwise is told after
    /// the wait.
    /// </summary>
    ValueTask<CommandFate> WaitAsync(string id, TimeSpan wait, CancellationToken cancellationToken);

    /// <summary>Whether the configuration of the site has a host; null: this cannot be told here, and the owner decides.</summary>
    bool? HasHost(string hostName) => null;
}
