using Tsuba.Configuration.Syntax;

namespace Tsuba.Configuration.Reloads;

/// <summary>A file as it was loaded last.</summary>
/// <param name="Content">Its bytes.</param>
/// <param name="Services">Its plain service definitions.</param>
internal sealed record FileText(ReadOnlyMemory<byte> Content, ServiceBlocks Services)
{
    // A larger change is read as fast with the whole.
    private const int MostChanges = 1000;

    /// <summary>The definitions that are not what they were.</summary>
    internal IReadOnlyList<ChangedBlock> Changed { get; private init; } = [];

    /// <summary>What need not be read again.</summary>
    internal SkippedLines[] Unchanged => Services.Except(Changed);

    /// <summary>
    /// The file with another content. Null where it differs in anything but values of plain service definitions that leave them making the same
    /// services.
    /// </summary>
    internal FileText? With(ReadOnlyMemory<byte> content, BlockComparison comparison)
    {
        var changed = new List<ChangedBlock>();
        var (old, now) = (0, 0);
        var (counted, line) = (0, 1);
        while (true)
        {
            var same = Content.Span[old..].CommonPrefixLength(content.Span[now..]);
            if (old + same == Content.Length && now + same == content.Length)
            {
                return this with { Content = content, Services = changed.Count == 0 ? Services : Services.With(changed), Changed = changed };
            }

            var index = Services.Find(old + same);
            if (index < 0 || Services[index].Start < old || changed.Count == MostChanges)
            {
                return null;
            }

            var (start, end) = Services[index];
            var text = BlockComparison.Read(content[(start - old + now)..], end - start);
            if (text.IsEmpty || !comparison.MakeTheSame(Content[start..end], text))
            {
                return null;
            }

            now += start - old;
            line += content.Span[counted..now].Count((byte)'\n');
            changed.Add(new ChangedBlock(index, now, now + text.Length, line, text.Span.Count((byte)'\n')));
            (counted, now, old) = (now, now + text.Length, end);
        }
    }
}
