namespace Tsuba.System.Tests.Sites;

/// <summary>One running site for many tests that must all leave it running; each has a service of its own.</summary>
public sealed class LiveSite : IAsyncLifetime
{
    /// <summary>Memory of the whole site in bytes that no bad input may drive it over. An idle one takes about 200 MB.</summary>
    public const long MostMemory = 700_000_000;

    private RunningSite? _site;

    internal RunningSite Site => _site ?? throw new InvalidOperationException("the site was not started");

    public async Task InitializeAsync()
    {
        var directory = PassableDirectory.Create();
        var flood = Path.Combine(directory, "flood.sh");
        await File.WriteAllTextAsync(flood, "#!/bin/sh\nhead -c 300000000 /dev/zero | tr '\\0' x\n");
        var main = Path.Combine(directory, "site.cfg");
        await File.WriteAllTextAsync(main, PassiveSite.Text(1, 3) + $$"""

            define command {
                command_name    flood
                command_line    /bin/sh {{flood}}
            }

            define service {
                host_name            h0
                service_description  flood
                contacts             operator
                check_command        flood
                check_interval       60
                retry_interval       60
            }
            """);
        _site = await RunningSite.StartAsync(directory, main);
        await _site.UntilAsync("all services are known", async () => (await _site.GetAsync("api/v1/services")).GetProperty("total").GetInt32() == 4);
    }

    public async Task DisposeAsync()
    {
        if (_site is not null)
        {
            await _site.DisposeAsync();
        }
    }

    /// <summary>Fails unless the site is the process that it was, within its memory, and still takes orders.</summary>
    internal async Task AssertWellAsync()
    {
        Assert.False(Site.Process.HasEnded, Site.Output);
        Assert.InRange(Site.Process.ResidentBytes, 0, MostMemory);
        await Site.RunVerbAsync("command", "ADD_HOST_COMMENT;h0;0;me;still here");
        Assert.DoesNotContain("unhandled exception", Site.Output, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>A body of a hundred million bytes, sent in pieces.</summary>
    internal static StreamContent HundredMegabytes() => new(new Zeros(100_000_000));

    private sealed class Zeros(long length) : MemoryStream
    {
        private long _left = length;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var count = (int)Math.Min(_left, buffer.Length);
            buffer.Span[..count].Fill((byte)'0');
            _left -= count;
            return ValueTask.FromResult(count);
        }

        public override bool CanSeek => false;
    }
}
