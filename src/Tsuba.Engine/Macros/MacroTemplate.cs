using System.Collections.Immutable;

namespace Tsuba.Engine.Macros;

/// <summary>A text cut at its macros, once; expanding it looks up values only.</summary>
internal sealed class MacroTemplate
{
    private MacroTemplate(ImmutableArray<MacroSegment> segments)
    {
        Segments = segments;
    }

    internal ImmutableArray<MacroSegment> Segments { get; }

    /// <summary>Cuts a text. A dollar without partner is plain text; <c>$$</c> is one dollar.</summary>
    internal static MacroTemplate Parse(string text)
    {
        var segments = ImmutableArray.CreateBuilder<MacroSegment>();
        var position = 0;
        while (position < text.Length)
        {
            var start = text.IndexOf('$', position);
            var end = start < 0 ? -1 : text.IndexOf('$', start + 1);
            if (end < 0)
            {
                break;
            }

            if (start > position)
            {
                segments.Add(new MacroSegment(text[position..start], null, LeadsPath: false));
            }

            var leadsPath = end + 1 < text.Length && text[end + 1] == '/';
            segments.Add(new MacroSegment("", MacroReference.Parse(text[(start + 1)..end]), leadsPath));
            position = end + 1;
        }

        if (position < text.Length)
        {
            segments.Add(new MacroSegment(text[position..], null, LeadsPath: false));
        }

        return new MacroTemplate(segments.ToImmutable());
    }
}
