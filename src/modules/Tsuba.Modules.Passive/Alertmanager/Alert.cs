namespace Tsuba.Modules.Passive.Alertmanager;

/// <summary>One alert.</summary>
/// <param name="Status"><c>firing</c> or <c>resolved</c>.</param>
/// <param name="Labels">What it is about.</param>
/// <param name="Annotations">Texts for people.</param>
internal sealed record Alert(string? Status, IReadOnlyDictionary<string, string?>? Labels, IReadOnlyDictionary<string, string?>? Annotations)
{
    /// <summary>Whether it fires; null: its status is neither word.</summary>
    public bool? IsFiring => Status switch { "firing" => true, "resolved" => false, _ => null };

    /// <summary>A label, or empty.</summary>
    public string Label(string name) => Labels?.GetValueOrDefault(name) ?? "";

    /// <summary>A text, or empty.</summary>
    public string Annotation(string name) => Annotations?.GetValueOrDefault(name) ?? "";
}
