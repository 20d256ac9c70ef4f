using System.Collections.Immutable;
using Tsuba.Configuration.Differences;
using Tsuba.Configuration.Syntax;
using Tsuba.Model.Definitions;
using Tsuba.Model.Sources;

namespace Tsuba.Configuration.Reloads;

/// <summary>
/// Loads one configuration again and again. All files are read each time, and their bytes are compared with those before. Where nothing differs but values of
/// service definitions that leave them making the same services, only those definitions are expanded, with everything that is no plain service definition;
/// all other services are the ones from before. The outcome is that of <see cref="ConfigurationLoader"/>, but for the lines in which objects that did not change are
/// said to stand: those of the last load that read the whole. One caller at a time.
/// </summary>
public sealed class RepeatedLoad
{
    private LoadedText? _before;

    /// <summary>Loads the configuration as it is now.</summary>
    /// <param name="files">Where the files come from.</param>
    /// <param name="mainFiles">Paths of the main files.</param>
    public LoadedObjects Load(ISourceFiles files, IReadOnlyList<string> mainFiles)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(mainFiles);
        var once = new ReadFiles(files);
        return (_before is { HasReplaced: false } before && before.MainFiles.SequenceEqual(mainFiles, StringComparer.Ordinal) ? LoadChanges(before, once) : null)
            ?? LoadWhole(once, mainFiles);
    }

    private LoadedObjects LoadWhole(ISourceFiles files, IReadOnlyList<string> mainFiles)
    {
        var load = new ConfigurationLoad(files, mainFiles, SyntaxTree.Parse);
        var resolved = ConfigurationDifference.Of(_before?.Resolved, load.ToLoaded().Resolved).Configuration;
        var services = load.Store.Of(ObjectType.Service).ToLookup(service => service.Tree);
        _before = new LoadedText(
            [.. mainFiles],
            [.. load.Trees.Select(tree => KeyValuePair.Create(tree.Path, new FileText(tree.Content, ServiceBlocks.Of(tree, services[tree]))))],
            resolved,
            load.Findings,
            load.HasReplaced);
        return new LoadedObjects(resolved, load.Findings, IsWhole: true);
    }

    private LoadedObjects? LoadChanges(LoadedText before, ISourceFiles files)
    {
        var isOther = false;
        var comparison = new BlockComparison();
        var texts = ImmutableArray.CreateBuilder<KeyValuePair<string, FileText>>(before.Files.Length);
        var load = new ConfigurationLoad(files, before.MainFiles, Parse);
        if (isOther || texts.Count != before.Files.Length || load.Profile != before.Resolved.Profile
            || FindingMatch.Of(before.Findings, load, texts) is not { } findings
            || Replace(before.Resolved, load.Results[(int)ObjectType.Service]) is not { } resolved)
        {
            return null;
        }

        _before = before with { Files = texts.ToImmutable(), Resolved = resolved, Findings = findings };
        return new LoadedObjects(resolved, findings, IsWhole: false);

        // Once another file comes, or other changes, nothing more is worth reading.
        SyntaxTree Parse(string path, ReadOnlyMemory<byte> content)
        {
            isOther = isOther || texts.Count == before.Files.Length || before.Files[texts.Count].Key != path;
            if (isOther || before.Files[texts.Count].Value.With(content, comparison) is not { } text)
            {
                isOther = true;
                return SyntaxTree.Parse(path, default);
            }

            texts.Add(KeyValuePair.Create(path, text));
            return SyntaxTree.Parse(path, content, text.Unchanged);
        }
    }

    // Null where a service was not there before: then it is no change of values.
    private static ResolvedConfiguration? Replace(ResolvedConfiguration before, List<ResolvedObject> services)
    {
        var objects = before.Objects.ToBuilder();
        foreach (var service in services)
        {
            if (Find(before.Objects, service) is not (>= 0 and var index))
            {
                return null;
            }

            if (!ObjectComparison.AreEqual(before.Objects[index], service))
            {
                objects[index] = service;
            }
        }

        return before with { Objects = objects.MoveToImmutable() };
    }

    // Objects are in order of type and key.
    private static int Find(ImmutableArray<ResolvedObject> objects, ResolvedObject wanted)
    {
        var (low, high) = (0, objects.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var order = objects[middle].Type != wanted.Type ? objects[middle].Type.CompareTo(wanted.Type) : string.CompareOrdinal(objects[middle].Key, wanted.Key);
            if (order == 0)
            {
                return middle;
            }

            (low, high) = order < 0 ? (middle + 1, high) : (low, middle - 1);
        }

        return -1;
    }
}
