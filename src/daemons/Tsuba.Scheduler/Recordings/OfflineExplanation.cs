using Tsuba.Engine.Explain;
using Tsuba.Model.Names;
using Tsuba.Model.Snapshots;
using Tsuba.Protocol.Contracts;
using Tsuba.Scheduler.Core;
using ItemName = Tsuba.Model.Items.ItemName;

namespace Tsuba.Scheduler.Recordings;

/// <summary>Explains from the files in the state directory of a site, whether it runs or not; nothing is written.</summary>
public static class OfflineExplanation
{
    /// <summary>The explanation in words, or why there is none.</summary>
    /// <param name="siteDirectory">State directory of the site.</param>
    /// <param name="request">The question; without a moment it is about the end of what is recorded.</param>
    /// <param name="nowUtcMilliseconds">Now.</param>
    /// <param name="cancellationToken">Stop.</param>
    /// <exception cref="InvalidDataException">A journal needs a configuration that is gone, or cannot be understood.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static ExplainReply Answer(string siteDirectory, ExplainRequest request, long nowUtcMilliseconds, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var name = ExplainAnswers.Name(request);
        var known = new List<ConfigurationSnapshot>();
        foreach (var part in RecordedPart.Find(siteDirectory))
        {
            if (part.Configuration() is not { } configuration)
            {
                continue;
            }

            if (configuration.Items.ContainsKey(name.Id))
            {
                return Answer(part, configuration.Settings.Zone, request, nowUtcMilliseconds, cancellationToken);
            }

            known.Add(configuration);
        }

        return known.Count == 0 ? ExplainAnswers.Unavailable($"no scheduler has recorded anything in {siteDirectory}") : Unknown(name, known);
    }

    private static ExplainReply Answer(RecordedPart part, TimeZoneInfo zone, ExplainRequest request, long nowUtcMilliseconds, CancellationToken cancellationToken)
    {
        if (request.At.Length == 0)
        {
            return PastExplanation.Answer(part, request, atUtcMilliseconds: null, cancellationToken);
        }

        return Moments.Read(request.At, nowUtcMilliseconds, zone) is { } at
            ? PastExplanation.Answer(part, request, at, cancellationToken)
            : ExplainAnswers.RefuseMoment(request);
    }

    private static ExplainReply Unknown(ItemName name, List<ConfigurationSnapshot> configurations)
    {
        var host = configurations.Select(configuration => configuration.FindHost(name.Host)).FirstOrDefault(found => found is not null);
        var hosts = configurations.SelectMany(configuration => configuration.Hosts).Select(known => known.HostName);
        return new ExplainReply
        {
            Outcome = ExplainOutcome.NoSuchItem,
            Refusal = UnknownItem.Describe(name, hosts, host?.Services.Select(service => service.Description)),
        };
    }
}
