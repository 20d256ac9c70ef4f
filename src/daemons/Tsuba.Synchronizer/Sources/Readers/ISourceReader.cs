using Tsuba.Synchronizer.Core.Sources.Definitions;
using Tsuba.Synchronizer.Core.Sources.Reading;

namespace Tsuba.Synchronizer.Sources.Readers;

/// <summary>Reads the sources of one kind.</summary>
internal interface ISourceReader
{
    /// <summary>
    /// Reads everything. What the source or the network does wrong is a failed reading; half a source never looks like a whole one.
    /// </summary>
    /// <param name="definition">The source.</param>
    /// <param name="cancellationToken">Stop, or the end of the source's timeout.</param>
    Task<SourceReading> ReadAsync(SourceDefinition definition, CancellationToken cancellationToken);
}
