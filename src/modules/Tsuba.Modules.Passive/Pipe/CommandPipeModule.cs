using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Tsuba.Model.ExternalCommands;

namespace Tsuba.Modules.Passive.Pipe;

/// <summary>
/// The named pipe of Nagios: lines of external commands. A writer gets no answer through a pipe, so a line that is not understood is
/// counted and the first of a kind is logged; while the command buffer is full the pipe is not read, and writers wait.
/// </summary>
public sealed partial class CommandPipeModule : IModule
{
    private const int BufferBytes = 64 * 1024;

    private readonly ModuleContext _context;
    private readonly ILogger _log;
    private readonly LineSplitter _splitter = new(CommandLineLimits.DefaultMaxLength);
    private readonly CommandFeed _feed;
    private readonly RefusalVoice _voice = new();
    private readonly Counter<long> _refused;
    private readonly string _path;
    private FileStream? _pipe;

    /// <summary>A module whose pipe is the property <c>command_file</c>, or <c>tsuba.cmd</c> in its own directory.</summary>
    public CommandPipeModule(ModuleContext context)
    {
        _context = context;
        _log = context.Loggers.CreateLogger<CommandPipeModule>();
        _path = context.Properties.TryGetValue("command_file", out var path) && path.Length > 0
            ? path
            : Path.Combine(context.StateDirectory, "tsuba.cmd");
        var meter = context.Meters.Create(new MeterOptions("tsuba.passive.pipe"));
        _feed = new CommandFeed(context, meter.CreateCounter<long>("tsuba_pipe_commands_accepted_total"));
        _refused = meter.CreateCounter<long>("tsuba_pipe_commands_refused_total");
    }

    /// <inheritdoc />
    public string Name => _context.Name;

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _pipe = Fifo.Open(_path);
        LogListening(_path);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public async Task RunAsync(CancellationToken stop)
    {
        var pipe = _pipe ?? throw new InvalidOperationException("the pipe was not opened");

        // A read of an empty pipe cannot be cancelled; a line feed of our own ends it.
        await using var wake = Fifo.Open(_path);
        await using var waking = stop.Register(() => wake.Write("\n"u8));
        var buffer = new byte[BufferBytes];
        var lines = new List<string>();
        while (!stop.IsCancellationRequested)
        {
            var count = await pipe.ReadAsync(buffer, CancellationToken.None);
            lines.Clear();
            _splitter.Take(buffer.AsSpan(0, count), lines);
            var good = lines.Where(IsUnderstood).ToList();
            if (await _feed.GiveAsync(good, stop) is { } lost)
            {
                LogLost(lost.Count, lost.Refusal);
                _refused.Add(lost.Count);
            }
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_pipe is { } pipe)
        {
            await pipe.DisposeAsync();
        }
    }

    private bool IsUnderstood(string line)
    {
        if (ExternalCommandParser.TryParsePassiveResult(line, CommandLineLimits.DefaultMaxLength, out _))
        {
            return true;
        }

        if (ExternalCommandParser.Parse(line, CommandLineLimits.DefaultMaxLength).Refusal is not { } refusal)
        {
            return true;
        }

        _refused.Add(1);
        if (_voice.Count(refusal) is > 0 and var count)
        {
            LogRefused(count, refusal);
        }

        return false;
    }

    [LoggerMessage(9301, LogLevel.Information, "The command pipe is {Path}")]
    private partial void LogListening(string path);

    [LoggerMessage(9302, LogLevel.Warning, "{Count} lines of the command pipe were not understood so far; this one: {Refusal}")]
    private partial void LogRefused(long count, string refusal);

    [LoggerMessage(9303, LogLevel.Error, "{Count} commands of the pipe could not be kept: {Refusal}")]
    private partial void LogLost(int count, string refusal);
}
