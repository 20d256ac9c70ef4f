using Tsuba.Configuration.Checks;
using Tsuba.Configuration.Syntax;
using Tsuba.Model.Definitions;

namespace Tsuba.Configuration.Edits.References;

/// <summary>Options of the main files that name a command, such as <c>ocsp_command</c>.</summary>
internal static class MainCommands
{
    /// <summary>The places of a command's name.</summary>
    internal static IEnumerable<(SyntaxTree Tree, int Line, int Start, int End)> Find(DefinitionBook book, string command)
    {
        foreach (var tree in book.Trees)
        {
            foreach (var line in tree.Notable.Where(line => tree.Lines[line].Kind == LineKind.Setting))
            {
                if (ReferenceKinds.Of(ObjectType.Main, tree.Key(line)) != ReferenceKind.Command)
                {
                    continue;
                }

                var value = tree.Value(line);
                var name = value.Split('!')[0].TrimEnd();
                if (name == command)
                {
                    var start = tree.Lines[line].ValueStart;
                    yield return (tree, line, start, start + System.Text.Encoding.UTF8.GetByteCount(name));
                }
            }
        }
    }
}
