namespace Tsuba.Engine.Parts;

/// <summary>
/// Shares equal strings between rows: names of pollers and texts that many items have in common. What it remembers is only memory, never
/// state; it forgets everything when it is full.
/// </summary>
internal sealed class TextPool
{
    private const int Limit = 4096;

    private readonly HashSet<string> _texts = new(StringComparer.Ordinal);
    private string _last = "";

    /// <summary>An equal string that others hold too.</summary>
    public string Share(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return "";
        }

        if (string.Equals(text, _last, StringComparison.Ordinal))
        {
            return _last;
        }

        if (!_texts.TryGetValue(text, out var shared))
        {
            if (_texts.Count >= Limit)
            {
                _texts.Clear();
            }

            _texts.Add(text);
            shared = text;
        }

        _last = shared;
        return shared;
    }
}
