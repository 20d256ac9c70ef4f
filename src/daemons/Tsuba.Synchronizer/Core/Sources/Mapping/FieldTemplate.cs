using System.Collections.Immutable;
using System.Text;
using Tsuba.Synchronizer.Core.Sources.Reading;

namespace Tsuba.Synchronizer.Core.Sources.Mapping;

/// <summary>
/// A text with fields in it: <c>$cn|lower$.example.org</c>. Between dollars stand the names of one or several fields (the first that
/// has a value counts), then changes to make to it; <c>$$</c> is a dollar. Several values of a field are joined by commas.
/// </summary>
public sealed class FieldTemplate
{
    private readonly ImmutableArray<TemplatePart> _parts;

    private FieldTemplate(string text, ImmutableArray<TemplatePart> parts)
    {
        Text = text;
        _parts = parts;
        Fields = [.. parts.SelectMany(part => part.Fields)];
    }

    /// <summary>The text as written.</summary>
    public string Text { get; }

    /// <summary>The fields that it names.</summary>
    public ImmutableArray<string> Fields { get; }

    /// <summary>Reads a text; null with the reason in <paramref name="fault"/> if it is malformed.</summary>
    public static FieldTemplate? Parse(string text, out string fault)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = ImmutableArray.CreateBuilder<TemplatePart>();
        var literal = new StringBuilder();
        fault = "";
        for (var index = 0; index < text.Length; index++)
        {
            if (text[index] != '$')
            {
                literal.Append(text[index]);
                continue;
            }

            var end = text.IndexOf('$', index + 1);
            if (end < 0)
            {
                fault = "a $ is not closed; write $$ for a dollar";
                return null;
            }

            if (end == index + 1)
            {
                literal.Append('$');
            }
            else if (TemplatePart.Parse(text[(index + 1)..end], out fault) is { } part)
            {
                parts.Add(TemplatePart.Literal(literal.ToString()));
                literal.Clear();
                parts.Add(part);
            }
            else
            {
                return null;
            }

            index = end;
        }

        parts.Add(TemplatePart.Literal(literal.ToString()));
        return new FieldTemplate(text, [.. parts.Where(part => !part.IsEmpty)]);
    }

    /// <summary>
    /// The text for one row; null if it names fields and none of them has a value, so that the property is left out instead of being
    /// set to what stands around them.
    /// </summary>
    /// <param name="row">The row.</param>
    /// <param name="names">Names of the objects that other rows became, by the row's id, for <c>|name</c>.</param>
    public string? Expand(SourceRow row, IReadOnlyDictionary<string, string> names)
    {
        ArgumentNullException.ThrowIfNull(row);
        ArgumentNullException.ThrowIfNull(names);
        var result = new StringBuilder();
        var isFilled = Fields.IsEmpty;
        foreach (var part in _parts)
        {
            var value = part.Expand(row, names);
            isFilled |= part.Fields.Length > 0 && value.Length > 0;
            result.Append(value);
        }

        return isFilled ? result.ToString().Trim() : null;
    }
}
