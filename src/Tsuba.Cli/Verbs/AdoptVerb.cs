using Google.Protobuf;
using Tsuba.Cli.Sites;
using Tsuba.Configuration;
using Tsuba.Hosting.Files;
using Tsuba.Model.Diagnostics;
using Tsuba.Model.Items;
using Tsuba.Protocol;
using Tsuba.Protocol.Contracts;
using Tsuba.Synchronizer.Judging;
using Tsuba.Synchronizer.Mirroring;
using Command = System.CommandLine.Command;

namespace Tsuba.Cli.Verbs;

/// <summary><c>tsuba adopt -c FILE</c>: hands a configuration tree over to the synchronizer; the arbiter reads it there from then on.</summary>
internal static class AdoptVerb
{
    private const int MaxPieceBytes = 2 * 1024 * 1024;
    private const int MaxCallBytes = 8 * 1024 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public static Command Create()
    {
        var site = new SiteOptions();
        var files = ConfigurationOption.Create();
        var command = new Command("adopt", "Hand a configuration tree over to the synchronizer, where it is edited from then on. The files themselves stay as they are.") { files };
        site.AddTo(command);
        command.SetAction(async (parsed, token) =>
        {
            await using var calls = new OperatorCalls(SiteFinder.Open(parsed, site));
            return await AdoptAsync(calls, [.. parsed.GetRequiredValue(files).Select(Path.GetFullPath)], token);
        });
        return command;
    }

    private static async Task<int> AdoptAsync(OperatorCalls calls, IReadOnlyList<string> mainFiles, CancellationToken token)
    {
        var judgement = Judgement.Of(new DiskSourceFiles(), mainFiles);
        foreach (var finding in judgement.Complaints.Where(finding => finding.Severity == Severity.Error))
        {
            await Console.Error.WriteLineAsync(finding.ToString());
        }

        if (!judgement.Verification.IsAccepted)
        {
            await Console.Error.WriteLineAsync("tsuba: the configuration has errors; nothing is adopted.");
            return ExitCodes.Failure;
        }

        var adopted = await SendAsync(calls, mainFiles, token);
        Console.WriteLine(adopted.Text);
        if (!adopted.Accepted)
        {
            return ExitCodes.Failure;
        }

        var reply = await calls.CallAsync(DaemonRole.Arbiter, Routes.Reload, new ReloadRequest { Author = calls.Name, Adopt = true }, Patience, token);
        ReloadReport.Print(reply, waited: false, Console.Out);
        Console.WriteLine(reply.Accepted
            ? $"From now on the arbiter reads from the synchronizer. {string.Join(", ", mainFiles)} and what they name are not read any more."
            : "The synchronizer has the configuration, but the arbiter goes on with the files: correct what it refuses, and run tsuba reload.");
        return reply.Accepted ? ExitCodes.Success : ExitCodes.Failure;
    }

    private static async Task<AdoptReply> SendAsync(OperatorCalls calls, IReadOnlyList<string> mainFiles, CancellationToken token)
    {
        var request = new AdoptRequest { First = true, Author = calls.Name };
        var bytes = 0;
        var recorded = new RecordingFiles(new DiskSourceFiles());
        ConfigurationLoader.Load(recorded, mainFiles);
        foreach (var (path, content) in recorded.Kept())
        {
            for (var offset = 0; offset == 0 || offset < content.Length; offset += MaxPieceBytes)
            {
                var piece = content.Slice(offset, Math.Min(MaxPieceBytes, content.Length - offset));
                request.Files.Add(new ProductionFile { Path = path, Content = ByteString.CopyFrom(piece.Span) });
                bytes += piece.Length;
                if (bytes < MaxCallBytes)
                {
                    continue;
                }

                if (await calls.CallAsync(DaemonRole.Synchronizer, Routes.Adopt, request, Patience, token) is { Accepted: false } refused)
                {
                    return refused;
                }

                request = new AdoptRequest { Author = calls.Name };
                bytes = 0;
            }
        }

        request.Last = true;
        request.MainFiles.AddRange(mainFiles);
        return await calls.CallAsync(DaemonRole.Synchronizer, Routes.Adopt, request, Patience, token);
    }
}
