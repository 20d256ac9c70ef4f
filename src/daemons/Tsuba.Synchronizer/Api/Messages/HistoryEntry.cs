namespace Tsuba.Synchronizer.Api.Messages;

/// <summary>One change of the history.</summary>
/// <param name="Commit">Its id.</param>
/// <param name="Author">Who.</param>
/// <param name="Time">When.</param>
/// <param name="Subject">First line of the message.</param>
/// <param name="Body">Rest of the message.</param>
/// <param name="Parents">What it follows.</param>
public sealed record HistoryEntry(string Commit, string Author, DateTimeOffset Time, string Subject, string Body, IReadOnlyList<string> Parents);
