namespace Tsuba.Modules.Livestatus.Tables;

/// <summary>One piece of a list cell.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Of a text; empty otherwise.</param>
/// <param name="Number">Of a number; 0 otherwise.</param>
internal readonly record struct ListElement(ListElementKind Kind, string Text, long Number);
