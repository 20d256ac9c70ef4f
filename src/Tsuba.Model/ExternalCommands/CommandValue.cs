namespace Tsuba.Model.ExternalCommands;

/// <summary>The value of one argument.</summary>
/// <param name="Text">The value as text; for numbers as it was written. Empty if an optional argument was left out.</param>
/// <param name="Number">The value of an integer, timestamp or boolean (0 or 1); 0 for other kinds.</param>
/// <param name="IsPresent">Whether the line had it; only optional arguments may lack it.</param>
public readonly record struct CommandValue(string Text, long Number, bool IsPresent)
{
    /// <summary>An optional argument that was left out.</summary>
    public static CommandValue Absent => new("", 0, IsPresent: false);
}
