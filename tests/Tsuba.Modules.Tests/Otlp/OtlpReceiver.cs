using System.Collections.Concurrent;
using System.Net;
using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Tsuba.Modules.Tests.Otlp;

/// <summary>A receiver of OTLP over HTTP. It reads field numbers of the protocol by itself, without the module's contracts.</summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private WebApplication? _app;

    /// <summary>Points as <c>host;service;metric;label;unit;type;nanoseconds</c> with their values.</summary>
    public ConcurrentDictionary<string, double> Points { get; } = new();

    public ConcurrentQueue<string> ContentTypes { get; } = new();

    /// <summary>What to answer instead of taking a request; null: take it.</summary>
    public Func<HttpContext, Task<bool>> Instead { get; set; } = _ => Task.FromResult(false);

    public async Task<int> StartAsync(int port = 0)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        _app = builder.Build();
        _app.MapPost("/v1/metrics", TakeAsync);
        await _app.StartAsync();
        return new Uri(_app.Urls.Single()).Port;
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }
    }

    private async Task TakeAsync(HttpContext context)
    {
        if (await Instead(context))
        {
            return;
        }

        ContentTypes.Enqueue(context.Request.ContentType ?? "");
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        foreach (var resource in Messages(body.ToArray(), 1))
        {
            var item = Attributes(Messages(resource, 1).Single(), 1);
            foreach (var metric in Messages(resource, 2).SelectMany(scope => Messages(scope, 2)))
            {
                var name = Messages(metric, 1).Single();
                foreach (var point in Messages(Messages(metric, 5).Single(), 1))
                {
                    Take(item, System.Text.Encoding.UTF8.GetString(name), point);
                }
            }
        }

        context.Response.ContentType = "application/x-protobuf";
    }

    private void Take(Dictionary<string, string> item, string metric, byte[] point)
    {
        var attributes = Attributes(point, 7);
        var time = Fixed(point, 3);
        var value = BitConverter.UInt64BitsToDouble(Fixed(point, 4));
        var key = string.Join(';', item["tsuba.host.name"], item.GetValueOrDefault("tsuba.service.name"), metric, attributes["perfdata_label"], attributes.GetValueOrDefault("unit"), attributes.GetValueOrDefault("threshold_type"), time);
        Points[key] = value;
    }

    private static Dictionary<string, string> Attributes(byte[] message, int field) => Messages(message, field).ToDictionary(
        attribute => System.Text.Encoding.UTF8.GetString(Messages(attribute, 1).Single()),
        attribute => System.Text.Encoding.UTF8.GetString(Messages(Messages(attribute, 2).Single(), 1).Single()));

    private static List<byte[]> Messages(byte[] message, int field)
    {
        var found = new List<byte[]>();
        var input = new CodedInputStream(message);
        while (input.ReadTag() is > 0 and var tag)
        {
            if (tag == WireFormat.MakeTag(field, WireFormat.WireType.LengthDelimited))
            {
                found.Add(input.ReadBytes().ToByteArray());
            }
            else
            {
                input.SkipLastField();
            }
        }

        return found;
    }

    private static ulong Fixed(byte[] message, int field)
    {
        var input = new CodedInputStream(message);
        while (input.ReadTag() is > 0 and var tag)
        {
            if (tag == WireFormat.MakeTag(field, WireFormat.WireType.Fixed64))
            {
                return input.ReadFixed64();
            }

            input.SkipLastField();
        }

        throw new InvalidDataException($"no field {field}");
    }
}
