using Tsuba.Model.Diagnostics;

namespace Tsuba.Configuration.Edits;

/// <summary>Why an edit cannot be made. Nothing was changed.</summary>
/// <param name="Kind">What kind of obstacle.</param>
/// <param name="Message">One sentence: what is wrong and what to do.</param>
/// <param name="Location">Where, if a place in the files is in the way.</param>
public sealed record EditRefusal(EditRefusalKind Kind, string Message, SourceLocation Location)
{
    internal static EditRefusal Of(EditRefusalKind kind, string message) => new(kind, message, SourceLocation.None);
}
