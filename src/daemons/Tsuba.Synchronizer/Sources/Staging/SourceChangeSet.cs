using System.Collections.Immutable;
using Tsuba.Synchronizer.Core.Sources.Planning;

namespace Tsuba.Synchronizer.Sources.Staging;

/// <summary>Edits of one source that go into staging together.</summary>
/// <param name="Source">The source.</param>
/// <param name="By">Who asked for it; the source itself where nobody did.</param>
/// <param name="Message">What it does, in one line.</param>
/// <param name="Version">The state of staging that the edits were made for.</param>
/// <param name="Edits">The edits in their order.</param>
internal sealed record SourceChangeSet(string Source, string By, string Message, string Version, ImmutableArray<SourceEdit> Edits);
