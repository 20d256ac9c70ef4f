using System.Collections.Immutable;

namespace Tsuba.Engine.Macros;

/// <summary>Expands whole texts, macros inside values of macros included, up to <see cref="MaxDepth"/> deep.</summary>
internal sealed class MacroExpander
{
    /// <summary>Rounds of macros inside macros. Source: reference/shinken.md 3.4.</summary>
    internal const int MaxDepth = 32;

    /// <summary>Cut texts that are kept; with more, all are forgotten.</summary>
    internal const int MaxTemplates = 10_000;

    private readonly MacroResolver _resolver;
    private readonly Dictionary<string, MacroTemplate> _templates = new(StringComparer.Ordinal);

    internal MacroExpander(MacroResolver resolver)
    {
        _resolver = resolver;
    }

    /// <summary>Appends an expanded text that is used often, such as a command line; its cut form is kept.</summary>
    internal void AppendKept(MacroText target, string text, in MacroScope scope, ImmutableArray<string> arguments)
    {
        if (!_templates.TryGetValue(text, out var template))
        {
            if (_templates.Count >= MaxTemplates)
            {
                _templates.Clear();
            }

            template = MacroTemplate.Parse(text);
            _templates.Add(text, template);
        }

        Append(target, template, scope, arguments, depth: 1);
    }

    /// <summary>Appends one value, expanded if it may be.</summary>
    internal void Append(MacroText target, string macro, MacroValue value, in MacroScope scope, ImmutableArray<string> arguments) =>
        Append(target, macro, value, leadsPath: false, scope, arguments, depth: 1);

    private void Append(MacroText target, MacroTemplate template, in MacroScope scope, ImmutableArray<string> arguments, int depth)
    {
        foreach (var segment in template.Segments)
        {
            if (target.IsTooLong)
            {
                return;
            }

            if (segment.Reference is null)
            {
                target.Append(segment.Literal);
            }
            else
            {
                target.CountMacro();
                var value = _resolver.Resolve(segment.Reference, scope, arguments);
                Append(target, segment.Reference.Name, value, segment.LeadsPath, scope, arguments, depth);
            }
        }
    }

    private void Append(
        MacroText target, string macro, MacroValue value, bool leadsPath, in MacroScope scope, ImmutableArray<string> arguments, int depth)
    {
        if (value.Nature == MacroNature.Data)
        {
            target.AppendData(macro, value.Text);
            return;
        }

        var start = target.Length;
        if (value.Nature == MacroNature.Generated || !value.Text.Contains('$', StringComparison.Ordinal))
        {
            target.Append(value.Text);
        }
        else if (depth < MaxDepth)
        {
            Append(target, MacroTemplate.Parse(value.Text), scope, arguments, depth + 1);
        }

        // A directory is no secret, and hiding it would hide which plugin runs.
        if (value.Nature == MacroNature.Secret && !leadsPath)
        {
            target.MarkSecret(macro, start);
        }
    }
}
