using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Tsuba.Modules.Tests.WebHooks;

/// <summary>A target of web hooks on a real port, which answers as it is told.</summary>
internal sealed class HookTarget : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly BlockingCollection<HookCall> _calls = [];
    private readonly TaskCompletionSource _unanswered = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private HookTarget(WebApplication app)
    {
        _app = app;
    }

    /// <summary>Status and headers of the next answers; the last one stays. 204 at first; 0: none is given.</summary>
    public ConcurrentQueue<(int Status, string Header, string Value)> Answers { get; } = new([(204, "", "")]);

    /// <summary>Ends when a call came that is not answered.</summary>
    public Task Unanswered => _unanswered.Task;

    /// <summary>Whether it takes calls and says nothing.</summary>
    public bool IsSilent { get; set; }

    /// <summary>Its address, also when it has gone.</summary>
    public Uri Url { get; private set; } = new("http://127.0.0.1:1/hook");

    public static async Task<HookTarget> StartAsync(X509Certificate2? certificate = null, int port = 0)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(options => options.Listen(IPAddress.Loopback, port, listen =>
        {
            if (certificate is not null)
            {
                listen.UseHttps(certificate);
            }
        }));
        var app = builder.Build();
        var target = new HookTarget(app);
        app.Run(target.AnswerAsync);
        await app.StartAsync();
        target.Url = new Uri(new Uri(app.Urls.Single()), "/hook");
        return target;
    }

    public HookCall Next() => _calls.TryTake(out var call, TimeSpan.FromSeconds(30)) ? call : throw new TimeoutException("no call came");

    public bool HasMore => _calls.Count > 0;

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _calls.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var (status, header, value) = Answers.Count > 1 && Answers.TryDequeue(out var next) ? next : Answers.First();
        if (IsSilent || status == 0)
        {
            _unanswered.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return;
        }

        context.Response.StatusCode = status;
        if (header.Length > 0)
        {
            context.Response.Headers[header] = value;
        }

        _calls.Add(new HookCall(status, context.Request.Path, context.Request.ContentType ?? "", context.Request.Headers.ToDictionary(one => one.Key, one => one.Value.ToString(), StringComparer.OrdinalIgnoreCase), body.ToArray()));
    }
}
