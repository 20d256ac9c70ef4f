using Tsuba.Engine.Parts;

namespace Tsuba.Engine.Storage;

/// <summary>The layout of the marks of commands about hosts.</summary>
internal static class CommandMarkCodec
{
    /// <summary>Writes the marks of all hosts.</summary>
    public static void Write(Part part, StateWriter writer)
    {
        writer.Count((ulong)part.HostMarks.Count);
        foreach (var (host, marks) in part.HostMarks.ByHost)
        {
            writer.Text(host);
            Write(marks, writer);
        }
    }

    /// <summary>Reads them.</summary>
    public static void Read(Part part, ref StateReader reader)
    {
        for (var left = reader.Length(); left > 0; left--)
        {
            var host = reader.Text();
            foreach (var (source, number) in ReadMarks(ref reader))
            {
                part.HostMarks.IsNew(host, source, number);
            }
        }
    }

    /// <summary>Writes marks of sources, the one heard longest ago first.</summary>
    public static void Write(IReadOnlyCollection<(string Source, ulong Number)> marks, StateWriter writer)
    {
        writer.Count((ulong)marks.Count);
        foreach (var (source, number) in marks)
        {
            writer.Text(source);
            writer.Count(number);
        }
    }

    /// <summary>Reads marks of sources.</summary>
    public static List<(string Source, ulong Number)> ReadMarks(ref StateReader reader)
    {
        var marks = new List<(string, ulong)>();
        for (var left = reader.Length(); left > 0; left--)
        {
            marks.Add((reader.Text(), reader.Count()));
        }

        return marks;
    }
}
