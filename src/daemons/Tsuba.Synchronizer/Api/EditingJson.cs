using System.Text.Json.Serialization;
using Tsuba.Synchronizer.Api.Messages;
using Tsuba.Web.Problems;

namespace Tsuba.Synchronizer.Api;

/// <summary>Everything that the API reads or writes.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(EditingProblem))]
[JsonSerializable(typeof(SignedIn))]
[JsonSerializable(typeof(EditionState))]
[JsonSerializable(typeof(IReadOnlyList<DraftEntry>))]
[JsonSerializable(typeof(ObjectList))]
[JsonSerializable(typeof(ObjectDetail))]
[JsonSerializable(typeof(EditRequest))]
[JsonSerializable(typeof(EditAnswer))]
[JsonSerializable(typeof(FileList))]
[JsonSerializable(typeof(FileText))]
[JsonSerializable(typeof(FileWrite))]
[JsonSerializable(typeof(CommitRequest))]
[JsonSerializable(typeof(MergeRequest))]
[JsonSerializable(typeof(RevertRequest))]
[JsonSerializable(typeof(CommitAnswer))]
[JsonSerializable(typeof(ApplyRequest))]
[JsonSerializable(typeof(ApplyEntry))]
[JsonSerializable(typeof(VerdictAnswer))]
[JsonSerializable(typeof(DifferenceAnswer))]
[JsonSerializable(typeof(IReadOnlyList<HistoryEntry>))]
[JsonSerializable(typeof(IReadOnlyList<TypeInfo>))]
[JsonSerializable(typeof(IReadOnlyList<MentionEntry>))]
internal sealed partial class EditingJson : JsonSerializerContext
{
    /// <summary>Problems are written as all other answers: quotes and letters as they are.</summary>
    internal static EditingJson Readable { get; } = new(ProblemJson.WritingOptions());
}
