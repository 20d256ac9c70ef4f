using Tsuba.Engine.Parts;

namespace Tsuba.Engine.Storage;

/// <summary>The layout of what is on its way between parts.</summary>
internal static class DepartureCodec
{
    /// <summary>Writes departures and the numbers of arrived downtimes.</summary>
    public static void Write(Part part, StateWriter writer)
    {
        writer.Count((ulong)part.Departures.Count);
        foreach (var (host, state) in part.Departures)
        {
            writer.Text(host);
            writer.Block(state);
        }

        writer.Count((ulong)part.ArrivedDowntimes.Count);
        foreach (var ((from, there), here) in part.ArrivedDowntimes)
        {
            writer.Count((ulong)from);
            writer.Count(there);
            writer.Count(here);
        }
    }

    /// <summary>Reads departures and the numbers of arrived downtimes.</summary>
    public static void Read(Part part, ref StateReader reader)
    {
        for (var left = reader.Length(); left > 0; left--)
        {
            part.Departures[reader.Text()] = reader.Block();
        }

        for (var left = reader.Length(); left > 0; left--)
        {
            part.ArrivedDowntimes[((int)reader.Small(), reader.Count())] = reader.Count();
        }
    }
}
