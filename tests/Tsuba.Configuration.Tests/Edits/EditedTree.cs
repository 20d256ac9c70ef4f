using System.Collections.Immutable;
using Tsuba.Configuration.Edits;
using Tsuba.Configuration.Files;
using Tsuba.Model.Sources;
using Tsuba.Testing.Configuration;
using Tsuba.Testing.Requirements;

namespace Tsuba.Configuration.Tests.Edits;

/// <summary>Configurations to edit: trees of others, and small ones.</summary>
internal static class EditedTree
{
    internal static DefinitionBook Shinken() =>
        Read(new FolderSourceFiles(Path.Combine(RequirementProbe.CorpusDirectory!, "shinken-etc"), orDisk: false), "shinken.cfg");

    internal static DefinitionBook DebiansNagios()
    {
        var root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(RequirementProbe.Nagios4Path("etc/nagios4/nagios.cfg"))!, "../.."));
        return Read(new FolderSourceFiles(root, orDisk: true), "/etc/nagios4/nagios.cfg");
    }

    internal static DefinitionBook Of(params (string Path, string Text)[] files) =>
        DefinitionBook.Read(files.Aggregate(ConfigurationImage.Empty, (image, file) => image.With(file.Path, file.Text)), [files[0].Path]);

    internal static DefinitionBook Of(string objects) => Of(("/etc/main.cfg", "cfg_file=objects.cfg\ncfg_dir=more\n"), ("/etc/objects.cfg", objects));

    internal static string TextOf(DefinitionBook book, string path = "/etc/objects.cfg") => System.Text.Encoding.UTF8.GetString(book.Image.Files[path].Span);

    internal static DefinitionId Id(string text) => DefinitionId.TryParse(text, out var id) ? id : throw new ArgumentException(text);

    private static DefinitionBook Read(ISourceFiles files, string main)
    {
        var loaded = ConfigurationLoader.Load(files, [main]);
        var image = ConfigurationImage.Of(loaded.Files.Select(tree => KeyValuePair.Create(tree.Path, tree.Content)));

        // Directories that a main file names but that hold nothing are no part of an image; what was read is.
        return DefinitionBook.Read(image, ImmutableArray.Create(main));
    }
}
