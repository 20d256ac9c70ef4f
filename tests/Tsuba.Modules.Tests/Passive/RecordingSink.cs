using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace Tsuba.Modules.Tests.Passive;

/// <summary>Takes commands, or answers as it is told.</summary>
internal sealed class RecordingSink : ICommandSink
{
    private readonly BlockingCollection<string> _lines = [];

    public CommandReceipt? Answer { get; set; }

    /// <summary>Ends of commands, by id: <c>test/1</c> is the first of each call.</summary>
    public Dictionary<string, CommandFate> Fates { get; } = [];

    /// <summary>Hosts of the site; null: not known.</summary>
    public HashSet<string>? Hosts { get; set; }

    public string Next() => _lines.TryTake(out var line, TimeSpan.FromSeconds(20)) ? line : throw new TimeoutException("no command arrived");

    public ValueTask<CommandReceipt> SubmitAsync(IReadOnlyList<string> lines, string author, CancellationToken cancellationToken)
    {
        if (Answer is { } answer)
        {
            return ValueTask.FromResult(answer);
        }

        var ids = ImmutableArray.CreateBuilder<string>();
        foreach (var line in lines)
        {
            _lines.Add(line, cancellationToken);
            ids.Add($"test/{ids.Count + 1}");
        }

        return ValueTask.FromResult(new CommandReceipt(true, false, "", ids.ToImmutable()));
    }

    public ValueTask<CommandFate> WaitAsync(string id, TimeSpan wait, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Fates.GetValueOrDefault(id) ?? CommandFate.Pending(CommandPhase.Received));

    public bool? HasHost(string hostName) => Hosts?.Contains(hostName);
}
