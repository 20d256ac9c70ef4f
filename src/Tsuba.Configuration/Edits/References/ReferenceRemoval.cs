using System.Text;
using Tsuba.Configuration.Syntax;
using Tsuba.Model.Definitions;

namespace Tsuba.Configuration.Edits.References;

/// <summary>Takes names out of lists. A definition that applies to nothing without them is reported as emptied instead.</summary>
internal sealed class ReferenceRemoval
{
    internal ReferenceRemoval(IEnumerable<FoundReference> found)
    {
        foreach (var definition in found.GroupBy(reference => reference.Definition))
        {
            foreach (var property in definition.GroupBy(reference => reference.Property.Name, StringComparer.Ordinal))
            {
                Remove(definition.Key, property.Key, [.. property]);
            }
        }
    }

    /// <summary>Changes by file.</summary>
    internal Dictionary<string, List<FileChange>> Changes { get; } = new(StringComparer.Ordinal);

    /// <summary>Definitions that lost a mention.</summary>
    internal HashSet<DefinitionId> Touched { get; } = [];

    /// <summary>Definitions that would apply to nothing.</summary>
    internal List<WrittenDefinition> Emptied { get; } = [];

    private void Remove(WrittenDefinition definition, string name, List<FoundReference> references)
    {
        var kept = 0;
        var changes = new List<FileChange>();
        foreach (var property in definition.Properties.Where(property => property.Name == name))
        {
            var spans = references.Where(reference => reference.Property.Line == property.Line).Select(reference => reference.Span).ToList();
            var rest = spans.Count == 0 ? [.. Segments(definition.Tree, property.Line)] : Without(definition.Tree, property.Line, spans);
            kept += rest.Count;
            if (spans.Count > 0)
            {
                changes.Add(rest.Count == 0 ? DefinitionLines.Remove(definition.Tree, property.Line) : DefinitionLines.Replace(definition.Tree, property.Line, Join(rest)));
            }
        }

        if (kept == 0 && IsEssential(definition, name))
        {
            Emptied.Add(definition);
            return;
        }

        if (!Changes.TryGetValue(definition.Tree.Path, out var all))
        {
            Changes.Add(definition.Tree.Path, all = []);
        }

        all.AddRange(changes);
        Touched.Add(definition.Id);
    }

    // Only an object that is one by itself; a template without hosts is still a template.
    private static bool IsEssential(WrittenDefinition definition, string name) =>
        !definition.Id.IsTemplate && (definition.Type, name) switch
        {
            (ObjectType.Service or ObjectType.HostDependency or ObjectType.ServiceDependency or ObjectType.HostEscalation or ObjectType.ServiceEscalation, "host_name") =>
                definition.Find("hostgroup_name") is null,
            (ObjectType.Service or ObjectType.HostDependency or ObjectType.ServiceDependency or ObjectType.HostEscalation or ObjectType.ServiceEscalation, "hostgroup_name") =>
                definition.Find("host_name") is null,
            (ObjectType.HostDependency or ObjectType.ServiceDependency, "dependent_host_name") => definition.Find("dependent_hostgroup_name") is null,
            (ObjectType.HostDependency or ObjectType.ServiceDependency, "dependent_hostgroup_name") => definition.Find("dependent_host_name") is null,
            (ObjectType.ServiceDependency or ObjectType.ServiceEscalation or ObjectType.ServiceExtInfo, "service_description" or "dependent_service_description") => true,
            (ObjectType.HostExtInfo or ObjectType.ServiceExtInfo, "host_name") => true,
            _ => false,
        };

    private static List<string> Without(SyntaxTree tree, int line, List<NameSpan> spans)
    {
        if (spans.Exists(span => span.Role == NameRole.Whole))
        {
            return [];
        }

        var segments = Segments(tree, line);
        var isPairs = spans.Exists(span => span.Role == NameRole.Pair);
        var kept = new List<string>();
        var offset = tree.Lines[line].ValueStart;
        for (var index = 0; index < segments.Length; index++)
        {
            var length = segments[index].Length;
            var size = isPairs && index + 1 < segments.Length ? length + 1 + segments[index + 1].Length : length;
            var isNamed = spans.Exists(span => span.Start >= offset && span.End <= offset + size);
            if (!isNamed)
            {
                kept.Add(isPairs && index + 1 < segments.Length ? $"{segments[index]},{segments[index + 1]}" : segments[index]);
            }

            offset += size + 1;
            index += isPairs ? 1 : 0;
        }

        // The plus of "+a,b" belongs to the list, not to its first entry.
        if (kept.Count > 0 && segments[0].StartsWith('+') && !kept[0].StartsWith('+'))
        {
            kept[0] = "+" + kept[0].TrimStart(' ', '\t');
        }

        return kept;
    }

    private static string[] Segments(SyntaxTree tree, int line)
    {
        ref readonly var place = ref tree.Lines[line];
        return Encoding.Latin1.GetString(tree.Content.Span[place.ValueStart..place.ValueEnd]).Split(',');
    }

    private static byte[] Join(List<string> segments) =>
        Encoding.Latin1.GetBytes(string.Join(',', segments).TrimStart(' ', '\t', '\r', '\n', '\\').TrimEnd(' ', '\t', '\r'));
}
