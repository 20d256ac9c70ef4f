using System.Diagnostics;
using Google.Protobuf;
using Tsuba.Execution.Plugins;
using Tsuba.Execution.Work;
using Tsuba.Model.Invocations;
using Tsuba.Model.Items;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Workers;

/// <summary>The entries of an <see cref="IWorkRecord"/> as bytes.</summary>
public static class WorkRecordCodec
{
    // What is kept of an output for the receipt of a later run: as much as a scheduler takes of it.
    private const int MostOutputBytes = 4096;

    /// <summary>An entry as it is written.</summary>
    public static byte[] Encode(WorkEntry entry)
    {
        var record = entry switch
        {
            WorkEntry.Started { Item: var item } => new WorkRecord { Source = item.Source, Started = Started(item) },
            WorkEntry.Ended { Result: var result } => new WorkRecord { Source = result.Item.Source, Ended = Ended(result) },
            WorkEntry.Settled settled => new WorkRecord
            {
                Settled = new WorkSettled { Part = settled.Part.Value, Id = settled.Id, Forgets = settled.Forgets },
            },
            _ => throw new UnreachableException(),
        };
        return record.ToByteArray();
    }

    /// <summary>Reads an entry; null: bytes of another version that mean nothing here.</summary>
    /// <exception cref="InvalidProtocolBufferException">They are no record at all.</exception>
    public static WorkEntry? Decode(ReadOnlySpan<byte> bytes)
    {
        var record = WorkRecord.Parser.ParseFrom(bytes);
        return record.EntryCase switch
        {
            WorkRecord.EntryOneofCase.Started when record.Started.Stamp is not null => new WorkEntry.Started(Item(record.Source, record.Started)),
            WorkRecord.EntryOneofCase.Ended when record.Ended.Stamp is not null => new WorkEntry.Ended(Result(record.Source, record.Ended)),
            WorkRecord.EntryOneofCase.Settled => new WorkEntry.Settled(
                new PartId(record.Settled.Part), record.Settled.Id, record.Settled.Forgets),
            _ => null,
        };
    }

    private static JobResult Started(WorkItem item)
    {
        var job = (Job)item.Tag!;
        return new JobResult { Stamp = Stamp(item), Id = item.Id, Kind = job.Kind, Item = job.Item, Occurrence = job.Occurrence };
    }

    private static JobResult Ended(WorkResult result)
    {
        var ended = WorkerJob.Write(result);
        if (ended.Output.Length > MostOutputBytes)
        {
            ended.Output = ByteString.CopyFrom(ended.Output.Span[..MostOutputBytes]);
            ended.Truncated = true;
        }

        return ended;
    }

    private static WorkResult Result(string source, JobResult ended)
    {
        var item = Item(source, ended);
        return new WorkResult(item, new PluginResult
        {
            Request = item.Request,
            ExitCode = ended.ExitCode,
            Signal = ended.Signal,
            TimedOut = ended.TimedOut,
            Output = ended.Output.ToByteArray(),
            Truncated = ended.Truncated,
            StartUtcMilliseconds = ended.StartUtcMs,
            Duration = TimeSpan.FromMicroseconds(ended.DurationUs),
            Cpu = TimeSpan.FromMicroseconds(ended.CpuUs),
            Failure = ended.Failure.Length > 0 ? ended.Failure : null,
        });
    }

    // It is never started, only answered for, so it has no command.
    private static WorkItem Item(string source, JobResult job) => new(
        source,
        new PartId(job.Stamp.Part),
        Epoch.FromPacked(job.Stamp.Epoch),
        job.Id,
        "fork",
        new PluginRequest(new CommandInvocation { Timeout = TimeSpan.Zero }, MaxOutputBytes: 1, State: null))
    {
        IsOnce = true,
        Tag = new Job { Stamp = job.Stamp, Id = job.Id, Kind = job.Kind, Item = job.Item, Occurrence = job.Occurrence },
    };

    private static PartStamp Stamp(WorkItem item) => new() { Part = item.Part.Value, Epoch = item.Epoch.Packed };
}
