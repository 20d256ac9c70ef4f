using Tsuba.Arbiter.Core.Commands;
using Tsuba.Arbiter.Draining;
using Tsuba.Arbiter.Loading;
using Tsuba.Dispatch.Daemons;
using Tsuba.Hosting.Peers;
using Tsuba.Hosting.Routing;
using Tsuba.Model.ExternalCommands;
using Tsuba.Modules;
using Tsuba.Protocol;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Arbiter;

public sealed partial class ArbiterDaemon
{
    private const long MostPending = 2_000_000;
    private const int MostLinesPerSubmit = 10_000;

    private static readonly TimeSpan DrainWait = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan DrainGrace = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan DrainRetry = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);

    private DrainSource SourceOf(DaemonKey key, PeerAddress? peer) => new(
        new CommandOrigin(key.Role, key.Name),
        (request, cancellationToken) => peer is null ? Door.DrainAsync(request, cancellationToken).AsTask() : _context.Peers.CallAsync(peer, Routes.Drain, request, DrainWait + DrainGrace, cancellationToken));

    private async Task DrainLoopAsync(DrainSource source, CancellationToken stop)
    {
        var bell = _bells.GetOrAdd(source.Origin, _ => new DrainBell());
        var cursor = new DrainCursor();
        while (!stop.IsCancellationRequested)
        {
            bell.Reset();
            var (answers, free) = await Loop.AskAsync(() => (Core.TakeAnswers(source.Origin, cursor.Room), Core.FreeOf(source.Origin)), stop);
            cursor.Add(answers);
            var reply = await DrainOnceAsync(source, bell, cursor, free, stop);
            if (reply is null || !cursor.Answered(reply))
            {
                continue;
            }

            if (await TakeInAsync(source.Origin, reply, free is not null, stop))
            {
                cursor.Kept(reply);
            }
            else
            {
                await Task.Delay(DrainRetry, _context.Time, stop);
            }
        }
    }

    // Null: nothing came, ask again. Answers that were not delivered for sure go out with the next call.
    private async Task<DrainReply?> DrainOnceAsync(DrainSource source, DrainBell bell, DrainCursor cursor, ulong? free, CancellationToken stop)
    {
        var isFull = _health.PendingCommands >= MostPending;
        var request = cursor.Next(isFull ? TimeSpan.Zero : DrainWait, free);
        using var rung = new CancellationTokenSource(Timeout.InfiniteTimeSpan, _context.Time);
        using var call = CancellationTokenSource.CreateLinkedTokenSource(stop, rung.Token);
        if (!cursor.CarriesAnswers)
        {
            bell.Begin(rung);
        }

        try
        {
            if (isFull)
            {
                await Task.Delay(DrainRetry, _context.Time, call.Token);
            }

            return await source.DrainAsync(request, call.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return null;
        }
        catch (PeerCallException failed)
        {
            LogDrainFailed($"{source.Origin.Role}-{source.Origin.Name}", failed.Message);
        }
        finally
        {
            bell.End();
        }

        await Task.Delay(DrainRetry, _context.Time, stop);
        return null;
    }

    private async Task<bool> TakeInAsync(CommandOrigin origin, DrainReply reply, bool isKeptThere, CancellationToken stop)
    {
        var record = Spool.Append(origin, reply, isKeptThere);
        if (record == 0 || !await Routing.WaitDurableAsync(record, stop))
        {
            return false;
        }

        var own = await Loop.AskAsync(
            () =>
            {
                var forArbiter = Core.Take(record, origin, reply.Commands, _clock.Now, reply.NextCursor);
                Spool.Taken(record);
                return forArbiter;
            },
            stop);
        foreach (var (pending, command) in own)
        {
            _calls.Track(CarryOutOwnAsync(pending, command));
        }

        return true;
    }

    private async Task TakeUpSpoolAsync(CancellationToken stop)
    {
        var isAlone = await Loop.AskAsync(() => Core.IsAlone, stop);
        foreach (var kept in Spool.ReadAll())
        {
            if (CommandSpool.Decode(kept.Content.Span) is not { } record)
            {
                LogSpoolFinding($"record {kept.Sequence} cannot be read");
                continue;
            }

            if (!CommandSpool.IsTakenUp(record.IsKeptThere, isAlone))
            {
                continue;
            }

            var own = await Loop.AskAsync(() => Core.Take(kept.Sequence, record.Origin, record.Reply.Commands, _clock.Now, record.Reply.NextCursor), stop);
            foreach (var (pending, _) in own)
            {
                await Loop.TellAsync(() => Core.AnswerOwn(pending, applied: true, "the arbiter started again and read its configuration"), stop);
            }
        }
    }

    private async Task CarryOutOwnAsync(PendingCommand pending, ExternalCommand command)
    {
        if (command.Name == "PROCESS_FILE")
        {
            var (applied, outcome) = await ProcessFileAsync(pending, command, _stop);
            await TellAsync(() => Core.AnswerOwn(pending, applied, outcome));
            return;
        }

        ReloadReply reply;
        try
        {
            reply = await _reloads.AskAsync(ReloadOrder.By(pending.Command.Author.Length > 0 ? pending.Command.Author : command.Name), _stop);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            return;
        }

        var text = command.Name == "RESTART_PROGRAM" ? $"{reply.Text}; the daemons go on without a restart" : reply.Text;
        await TellAsync(() => Core.AnswerOwn(pending, reply.Accepted, text));
    }

    // The lines go through the arbiter's own door, so each is durable, routed and answered like any other; their answers are in the log.
    private async Task<(bool Applied, string Outcome)> ProcessFileAsync(PendingCommand pending, ExternalCommand command, CancellationToken stop)
    {
        var folder = new CommandFolder(Path.Combine(_context.StateDirectory, "commands"));
        var (lines, refusal) = folder.Read(command.Text(0));
        if (refusal is not null)
        {
            return (false, refusal);
        }

        var taken = 0;
        foreach (var line in lines)
        {
            if (ExternalCommandParser.Parse(line, CommandLineLimits.DefaultMaxLength).Command is { Name: "PROCESS_FILE" })
            {
                return (false, $"{taken} of {lines.Count} commands taken; a file of commands cannot name another");
            }

            CommandReceipt receipt;
            while ((receipt = await Door.SubmitAsync([line], pending.Command.Author, stop)).Full)
            {
                await Task.Delay(DrainRetry, _context.Time, stop);
            }

            if (!receipt.Accepted)
            {
                return (false, $"{taken} of {lines.Count} commands taken; '{line}' is refused: {receipt.Refusal}");
            }

            taken++;
        }

        return (true, $"{taken} commands taken{(command.Flag(1) ? folder.Delete(command.Text(0)) : "")}");
    }

    private async ValueTask<SubmitReply> SubmitAsync(Caller caller, SubmitRequest request, CancellationToken cancellationToken)
    {
        var author = request.Author.Length > 0 ? request.Author : caller.Name;
        var reply = new SubmitReply();
        var taken = new List<(SubmittedCommand Command, string Id)>();
        foreach (var line in request.Lines)
        {
            var command = new SubmittedCommand { Line = line };
            reply.Commands.Add(command);
            if (reply.Commands.Count > MostLinesPerSubmit)
            {
                Refuse(command, "too many lines in one call");
                continue;
            }

            if (_health.Generation == 0)
            {
                Refuse(command, "no configuration is running yet");
                continue;
            }

            var receipt = await Door.SubmitAsync([line], author, cancellationToken);
            if (receipt.Accepted)
            {
                command.Id = receipt.Ids[0];
                taken.Add((command, command.Id));
            }
            else
            {
                Refuse(command, receipt.Refusal);
            }
        }

        var wait = TimeSpan.FromMilliseconds(Math.Clamp(request.WaitMs, 0, LongestWait.TotalMilliseconds));
        var started = _context.Time.GetTimestamp();
        foreach (var (command, id) in taken)
        {
            var left = wait - _context.Time.GetElapsedTime(started);
            var fate = await Door.WaitAsync(id, left > TimeSpan.Zero ? left : TimeSpan.Zero, cancellationToken);
            command.State = StateOf(fate.Phase);
            command.Answers.AddRange(fate.Parts.Select(part => new CommandAnswer { Part = part.Part, Scheduler = part.Scheduler, State = StateOf(part.Phase), Text = part.Text }));
        }

        return reply;
    }

    private static CommandState StateOf(CommandPhase phase) => phase switch
    {
        CommandPhase.Applied => CommandState.Applied,
        CommandPhase.Refused => CommandState.Refused,
        CommandPhase.Expired => CommandState.Expired,
        _ => CommandState.Pending,
    };

    private static void Refuse(SubmittedCommand command, string refusal)
    {
        command.State = CommandState.Refused;
        command.Answers.Add(new CommandAnswer { State = CommandState.Refused, Text = refusal });
    }
}
