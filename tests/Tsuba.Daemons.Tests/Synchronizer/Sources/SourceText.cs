using System.Text;
using Tsuba.Configuration.Syntax;
using Tsuba.Synchronizer.Core.Sources.Definitions;

namespace Tsuba.Daemons.Tests.Synchronizer.Sources;

/// <summary>Definitions of sources from text.</summary>
internal static class SourceText
{
    internal static SourceDefinitions Read(string text) =>
        SourceDefinitionReader.Read([SyntaxTree.Parse("/etc/sources.cfg", Encoding.UTF8.GetBytes(text))]);

    /// <summary>The one sound source of a text.</summary>
    internal static SourceDefinition One(string text)
    {
        var read = Read(text);
        Assert.Empty(read.Findings);
        return Assert.Single(read.All);
    }
}
