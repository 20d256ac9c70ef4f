namespace Tsuba.Modules;

/// <summary>Where modules give external commands and passive results. Accepted means durable.</summary>
public interface ICommandSink
{
    /// <summary>Takes commands, all or none.</summary>
    /// <param name="lines">Lines without control characters; see <c>Tsuba.Model.ExternalCommands</c>.</param>
    /// <param name="author">Who gave them; empty if not known.</param>
    /// <param name="cancellationToken">Stop.</param>
    ValueTask<CommandReceipt> SubmitAsync(IReadOnlyList<string> lines, string author, CancellationToken cancellationToken);

    /// <summary>Waits for the fate of a command that <see cref="SubmitAsync"/> accepted; pending if it is not known within the wait.</summary>
    ValueTask<CommandFate> WaitAsync(string id, TimeSpan wait, CancellationToken cancellationToken);
}
