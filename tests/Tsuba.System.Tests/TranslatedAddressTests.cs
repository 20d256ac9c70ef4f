using System.Globalization;
using Tsuba.System.Tests.Sites;

namespace Tsuba.System.Tests;

/// <summary>
/// A passive poller and a passive, tagged reactionner whose addresses nobody reaches: arbiter, scheduler and broker find them by their
/// <c>satellitemap</c>.
/// </summary>
public sealed class TranslatedAddressTests : IAsyncLifetime
{
    private const string PollerAddress = "127.0.0.2";
    private const string ReactionnerAddress = "127.0.0.3";
    private const int PollerPort = 7771;

    private readonly string _directory = PassableDirectory.Create();
    private readonly int _offset = FreePorts.Offset();
    private readonly List<TsubaProcess> _processes = [];

    private string Scratch => Path.Combine(_directory, "scratch");

    private string State => Path.Combine(_directory, "state");

    public async Task InitializeAsync()
    {
        PassableDirectory.CreateWritable(Scratch);
        await File.WriteAllTextAsync(Path.Combine(_directory, "note.sh"), $"echo \"$PPID $1\" >> {Scratch}/notes\nexit 2\n");
        await File.WriteAllTextAsync(Path.Combine(_directory, "site.cfg"), Configuration());
    }

    public async Task DisposeAsync()
    {
        foreach (var process in _processes)
        {
            await process.DisposeAsync();
        }

        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public async Task PassiveWorkers_FoundByTheMapsOnly_RunTheCheckAndTheNotification()
    {
        Start("run", "-c", Path.Combine(_directory, "site.cfg"));
        var poller = Start("poller", "--name", "poller-far", "--host", PollerAddress);
        var reactionner = Start("reactionner", "--name", "reactionner-far", "--host", ReactionnerAddress);

        await Waiting.UntilAsync(
            "somebody was told",
            async () => (await NotesAsync()).Any(note => note.EndsWith(" tell", StringComparison.Ordinal)),
            () => string.Join('\n', _processes.Select(process => process.Output)));

        var notes = await NotesAsync();
        Assert.All(notes.Where(note => note.EndsWith(" check", StringComparison.Ordinal)), note => Assert.StartsWith($"{poller.Id} ", note, StringComparison.Ordinal));
        Assert.All(notes.Where(note => note.EndsWith(" tell", StringComparison.Ordinal)), note => Assert.StartsWith($"{reactionner.Id} ", note, StringComparison.Ordinal));
        await Waiting.UntilAsync(
            "every daemon is alive",
            async () => (await TsubaProcess.RunAsync(["status", "--state", State])).ExitCode == 0,
            () => string.Join('\n', _processes.Select(process => process.Output)));
    }

    private TsubaProcess Start(params string[] arguments)
    {
        var process = TsubaProcess.Start([.. arguments, "--state", State, "--port-offset", _offset.ToString(CultureInfo.InvariantCulture)]);
        _processes.Add(process);
        return process;
    }

    private async Task<string[]> NotesAsync()
    {
        var path = Path.Combine(Scratch, "notes");
        return File.Exists(path) ? await File.ReadAllLinesAsync(path) : [];
    }

    private string Configuration()
    {
        var map = string.Create(CultureInfo.InvariantCulture, $"poller-far={PollerAddress}:{PollerPort + _offset},reactionner-far={ReactionnerAddress}");
        return $$"""
            compat=shinken
            interval_length=1
            max_host_check_spread=2

            define command {
                command_name    check
                command_line    /bin/sh {{_directory}}/note.sh check
            }

            define command {
                command_name    tell
                command_line    /bin/sh {{_directory}}/note.sh tell
                reactionner_tag mail
            }

            define timeperiod {
                timeperiod_name     always
                monday              00:00-24:00
                tuesday             00:00-24:00
                wednesday           00:00-24:00
                thursday            00:00-24:00
                friday              00:00-24:00
                saturday            00:00-24:00
                sunday              00:00-24:00
            }

            define contact {
                contact_name                    operator
                host_notification_period        always
                service_notification_period     always
                host_notification_options       d,u,r
                service_notification_options    w,u,c,r
                host_notification_commands      tell
                service_notification_commands   tell
            }

            define host {
                host_name           h0
                address             127.0.0.1
                contacts            operator
                check_command       check
                check_interval      2
                retry_interval      1
                max_check_attempts  2
                notification_period always
            }

            define arbiter {
                arbiter_name        arbiter-master
                address             localhost
                satellitemap        {{map}}
            }

            define scheduler {
                scheduler_name      scheduler-master
                address             localhost
                satellitemap        {{map}}
            }

            define broker {
                broker_name         broker-master
                address             localhost
                satellitemap        {{map}}
            }

            define poller {
                poller_name         poller-far
                address             192.0.2.71
                passive             1
            }

            define reactionner {
                reactionner_name    reactionner-far
                address             192.0.2.72
                passive             1
                reactionner_tags    mail
            }

            define reactionner {
                reactionner_name    reactionner-master
                address             localhost
            }
            """;
    }
}
