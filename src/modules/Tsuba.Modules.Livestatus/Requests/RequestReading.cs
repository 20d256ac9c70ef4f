namespace Tsuba.Modules.Livestatus.Requests;

/// <summary>What came of reading a request. Its headers are read to the end even after an error, so the form of the answer is known.</summary>
/// <param name="Request">The request; null if there is an error.</param>
/// <param name="Status">200, or the status of the first error. Source: reference/livestatus.md 7.</param>
/// <param name="Error">One line; empty if there is none.</param>
/// <param name="HasFixedHeader">Whether the 16-byte header is wanted.</param>
/// <param name="KeepsAlive">Whether the connection stays.</param>
public sealed record RequestReading(LivestatusRequest? Request, int Status, string Error, bool HasFixedHeader, bool KeepsAlive);
