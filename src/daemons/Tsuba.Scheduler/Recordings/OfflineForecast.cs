using Tsuba.Protocol.Contracts;

namespace Tsuba.Scheduler.Recordings;

/// <summary>Looks ahead from the files of a site, whether its schedulers run or not: the parts whose state lies on this machine.</summary>
public static class OfflineForecast
{
    /// <summary>The answer about every part that is there.</summary>
    /// <param name="siteDirectory">State directory of the site.</param>
    /// <param name="request">The question.</param>
    /// <param name="cancellationToken">Stop.</param>
    /// <exception cref="InvalidDataException">A frame needs a configuration that is gone, or cannot be understood.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static ForecastReply Answer(string siteDirectory, ForecastRequest request, CancellationToken cancellationToken)
    {
        var reply = new ForecastReply();
        foreach (var part in RecordedPart.Find(siteDirectory))
        {
            if (part.Present() is not { Snapshot: not null } engine)
            {
                continue;
            }

            var answer = ForecastAnswers.Answer(part.Part, engine, request, cancellationToken);
            if (answer.Faults.Count > 0)
            {
                return answer;
            }

            reply.MergeFrom(answer);
        }

        return reply.Parts.Count > 0 ? reply : ForecastAnswers.Fault($"There is no part in {siteDirectory} whose state can be read.");
    }
}
