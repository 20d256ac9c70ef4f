using Tsuba.Model.Plugins;

namespace Tsuba.Engine.Checks;

/// <summary>Bounds and splits the text of a plugin.</summary>
internal static class PluginText
{
    /// <summary>Splits the text by the grammar of reference/conventions.md 1.</summary>
    public static PluginOutput Parse(string text, int maxLength)
    {
        if (text.Length > maxLength)
        {
            text = text[..maxLength];
        }

        var bar = text.IndexOf('|', StringComparison.Ordinal);
        return bar < 0 ? new PluginOutput(text, "", "") : new PluginOutput(text[..bar].TrimEnd(), "", text[(bar + 1)..].Trim());
    }
}
