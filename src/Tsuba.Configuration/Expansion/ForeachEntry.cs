namespace Tsuba.Configuration.Expansion;

/// <summary>One entry of a <c>duplicate_foreach</c> list.</summary>
/// <param name="Key">Becomes <c>$KEY$</c>.</param>
/// <param name="Values">Become <c>$VALUE1$</c>, which is also <c>$VALUE$</c>, <c>$VALUE2$</c>…</param>
internal sealed record ForeachEntry(string Key, IReadOnlyList<string> Values);
