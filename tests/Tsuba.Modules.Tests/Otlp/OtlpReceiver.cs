using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Tsuba.Testing.Otlp;

namespace Tsuba.Modules.Tests.Otlp;

/// <summary>A receiver of OTLP over HTTP. It reads field numbers of the protocol by itself, without the module's contracts.</summary>
internal sealed class OtlpReceiver : MetricsPort
{
    /// <summary>Points as <c>host;service;metric;label;unit;type;nanoseconds</c> with their values.</summary>
    public ConcurrentDictionary<string, double> Points { get; } = new();

    public ConcurrentQueue<string> ContentTypes { get; } = new();

    /// <summary>What to answer instead of taking a request; null: take it.</summary>
    public Func<HttpContext, Task<bool>> Instead { get; set; } = _ => Task.FromResult(false);

    protected override async Task TakeAsync(HttpContext context)
    {
        if (await Instead(context))
        {
            return;
        }

        ContentTypes.Enqueue(context.Request.ContentType ?? "");
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        foreach (var resource in WireFields.Messages(body.ToArray(), 1))
        {
            var item = WireFields.Attributes(WireFields.Messages(resource, 1).Single(), 1);
            foreach (var metric in WireFields.Messages(resource, 2).SelectMany(scope => WireFields.Messages(scope, 2)))
            {
                var name = WireFields.Messages(metric, 1).Single();
                foreach (var point in WireFields.Messages(WireFields.Messages(metric, 5).Single(), 1))
                {
                    Take(item, System.Text.Encoding.UTF8.GetString(name), point);
                }
            }
        }

        context.Response.ContentType = "application/x-protobuf";
    }

    private void Take(Dictionary<string, string> item, string metric, byte[] point)
    {
        var attributes = WireFields.Attributes(point, 7);
        var time = WireFields.Fixed(point, 3);
        var value = WireFields.Double(point, 4) ?? throw new InvalidDataException("a point without a value");
        var key = string.Join(';', item["tsuba.host.name"], item.GetValueOrDefault("tsuba.service.name"), metric, attributes["perfdata_label"], attributes.GetValueOrDefault("unit"), attributes.GetValueOrDefault("threshold_type"), time);
        Points[key] = value;
    }
}
