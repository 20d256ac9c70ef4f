using Tsuba.Model.Sources;
using Tsuba.Synchronizer.Core.Sources.Definitions;
using Tsuba.Synchronizer.Core.Sources.Reading;

namespace Tsuba.Synchronizer.Sources.Readers;

/// <summary>Reads a tree of configuration files of this machine.</summary>
internal sealed class CfgReader(ISourceFiles files) : ISourceReader
{
    public Task<SourceReading> ReadAsync(SourceDefinition definition, CancellationToken cancellationToken)
    {
        var path = definition.Target.Path.Length > 1 ? definition.Target.Path.TrimEnd('/') : definition.Target.Path;
        var isFolder = files.TryList(path, out _, out _);
        var root = isFolder ? path : Path.GetDirectoryName(path) ?? "/";
        return Task.FromResult(TreeFiles.Read(definition, new BoundedFiles(files, [root, .. definition.Target.Roots], definition.Target), path));
    }
}
