namespace Tsuba.Model.Objects;

/// <summary>How flapping is recognised.</summary>
/// <param name="Enabled">flap_detection_enabled.</param>
/// <param name="Low">low_flap_threshold in percent; null: the global value.</param>
/// <param name="High">high_flap_threshold in percent; null: the global value.</param>
/// <param name="Options">flap_detection_options.</param>
public sealed record FlapPolicy(bool Enabled, double? Low, double? High, StateOptions Options);
