using System.CommandLine;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Tsuba.Hosting.Lifecycle;

namespace Tsuba.Cli.Verbs;

/// <summary>The web server that the demo watches: one page, on loopback, in a process of its own so that it can be stopped.</summary>
internal static class DemoWebVerb
{
    private const string Page = "<!doctype html><title>Tsuba demo shop</title><h1>Tsuba demo shop</h1><p>Open for business.</p>\n";
    private static readonly TimeSpan ClientPatience = TimeSpan.FromSeconds(5);

    public static Command Create()
    {
        var port = new Option<int>("--port") { Description = "Port on 127.0.0.1.", Required = true };
        var command = new Command("demo-web", "The web server that the demo checks.") { port };
        command.SetAction(async parsed =>
        {
            using var signals = new ProcessSignals(TimeProvider.System, () => { }, () => { });
            using var listener = new TcpListener(IPAddress.Loopback, parsed.GetValue(port));
            listener.Start();
            try
            {
                while (true)
                {
                    using var client = await listener.AcceptTcpClientAsync(signals.Stopping);
                    await AnswerAsync(client, signals.Stopping);
                }
            }
            catch (OperationCanceledException) when (signals.Stopping.IsCancellationRequested)
            {
                return ExitCodes.Success;
            }
        });
        return command;
    }

    private static async Task AnswerAsync(TcpClient client, CancellationToken stop)
    {
        using var patience = new CancellationTokenSource(ClientPatience, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, patience.Token);
        try
        {
            var stream = client.GetStream();
            var request = new byte[4096];
            if (await stream.ReadAsync(request, either.Token) > 0)
            {
                var head = $"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\nContent-Length: {Page.Length}\r\nConnection: close\r\n\r\n";
                await stream.WriteAsync(Encoding.ASCII.GetBytes(head + Page), either.Token);
            }
        }
        catch (Exception gone) when (gone is IOException or SocketException || (gone is OperationCanceledException && !stop.IsCancellationRequested))
        {
            // The client went away or said nothing; the next one is served.
            return;
        }
    }
}
