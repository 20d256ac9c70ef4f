using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Tsuba.Testing.Otlp;

/// <summary>A receiver of OTLP over HTTP for gauges, sums and histograms, on a real port of the loopback.</summary>
public sealed class MetricsReceiver : MetricsPort
{
    private const ulong Cumulative = 2;

    /// <summary>Every request that came, with its points.</summary>
    public ConcurrentQueue<IReadOnlyList<SentPoint>> Requests { get; } = new();

    /// <summary>Header <c>x-api-key</c> of the last request.</summary>
    public string Key { get; private set; } = "";

    /// <summary>What is answered; a request that is not answered with 200 is not kept.</summary>
    public int Status { get; set; } = StatusCodes.Status200OK;

    /// <inheritdoc />
    protected override async Task TakeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        context.Response.StatusCode = Status;
        Key = context.Request.Headers["x-api-key"].ToString();
        if (Status == StatusCodes.Status200OK)
        {
            Requests.Enqueue([.. Points(body.ToArray())]);
            context.Response.ContentType = "application/x-protobuf";
        }
    }

    private static IEnumerable<SentPoint> Points(byte[] request)
    {
        foreach (var resource in WireFields.Messages(request, 1))
        {
            var attributes = WireFields.Attributes(WireFields.Messages(resource, 1).Single(), 1);
            foreach (var metric in WireFields.Messages(resource, 2).SelectMany(scope => WireFields.Messages(scope, 2)))
            {
                var gauges = WireFields.Messages(metric, 5).SelectMany(gauge => Points(attributes, metric, "gauge", gauge));
                var sums = WireFields.Messages(metric, 7).SelectMany(sum => Points(attributes, metric, WireFields.Number(Checked(sum), 3) == 1 ? "total" : "level", sum));
                var histograms = WireFields.Messages(metric, 9).SelectMany(histogram => Points(attributes, metric, "histogram", Checked(histogram)));
                foreach (var point in gauges.Concat(sums).Concat(histograms))
                {
                    yield return point;
                }
            }
        }
    }

    private static IEnumerable<SentPoint> Points(Dictionary<string, string> resource, byte[] metric, string kind, byte[] data)
    {
        var isHistogram = kind == "histogram";
        foreach (var point in WireFields.Messages(data, 1))
        {
            List<ulong> buckets = isHistogram ? WireFields.FixedList(point, 6) : [];
            var bounds = (isHistogram ? WireFields.FixedList(point, 7) : []).Select(BitConverter.UInt64BitsToDouble);
            if (isHistogram && buckets.Aggregate(0UL, (sum, bucket) => sum + bucket) != (WireFields.Fixed(point, 4) ?? 0))
            {
                throw new InvalidDataException("the count of a histogram is not that of its buckets");
            }

            yield return new SentPoint(
                resource,
                WireFields.Text(metric, 1),
                kind,
                string.Join(',', WireFields.Attributes(point, isHistogram ? 9 : 7).Select(label => $"{label.Key}={label.Value}").Order(StringComparer.Ordinal)),
                (isHistogram ? WireFields.Double(point, 5) : WireFields.Double(point, 4)) ?? throw new InvalidDataException("a point without a value"),
                WireFields.Fixed(point, 2) ?? 0,
                WireFields.Fixed(point, 3) ?? 0,
                isHistogram ? string.Create(CultureInfo.InvariantCulture, $"{string.Join(' ', buckets)} | {string.Join(' ', bounds.Select(bound => bound.ToString(CultureInfo.InvariantCulture)))}") : "");
        }
    }

    private static byte[] Checked(byte[] data) => WireFields.Number(data, 2) == Cumulative ? data : throw new InvalidDataException("the temporality is not cumulative");
}
