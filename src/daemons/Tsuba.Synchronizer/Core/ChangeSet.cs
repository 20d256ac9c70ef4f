using System.Collections.Immutable;

namespace Tsuba.Synchronizer.Core;

/// <summary>One entry of the history.</summary>
/// <param name="Commit">Its id.</param>
/// <param name="Parents">Ids of what it follows; of a merged draft the second one is the draft.</param>
/// <param name="Author">Who.</param>
/// <param name="Time">When.</param>
/// <param name="Subject">First line of the message.</param>
/// <param name="Body">The rest of the message.</param>
public sealed record ChangeSet(string Commit, ImmutableArray<string> Parents, string Author, DateTimeOffset Time, string Subject, string Body);
