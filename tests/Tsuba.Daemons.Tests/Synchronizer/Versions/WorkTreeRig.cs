using System.Collections.Immutable;
using System.Text;
using Tsuba.Configuration.Edits;
using Tsuba.Configuration.Files;
using Tsuba.Daemons.Tests.Arbiter;
using Tsuba.Synchronizer.Git;
using Tsuba.Synchronizer.Versions;

namespace Tsuba.Daemons.Tests.Synchronizer.Versions;

/// <summary>An adopted work tree in a directory of one test; it may be "killed" before any git command and opened again.</summary>
internal sealed class WorkTreeRig : IAsyncDisposable
{
    internal const string Main = "/etc/site/main.cfg";
    internal const string Objects = "/etc/site/conf.d/objects.cfg";

    internal const string Text =
        "# objects\ndefine host{\n    host_name  web\n    address    10.0.0.1\n    alias      Web\n}\n\ndefine host{\n    host_name  db\n    address    10.0.0.2\n}\n";

    private readonly TemporaryDirectory _directory = new();
    private readonly List<WorkTree> _opened = [];

    internal string Directory => _directory.Path;

    internal static ConfigurationImage Image { get; } = ConfigurationImage.Empty.With(Main, "cfg_dir=conf.d\n").With(Objects, Text);

    internal static async Task<(WorkTreeRig Rig, WorkTree Tree)> AdoptAsync()
    {
        var rig = new WorkTreeRig();
        var tree = await rig.OpenAsync(beforeStep: null);
        Value(await tree.AdoptAsync(Image, [Main], "admin", CancellationToken.None));
        return (rig, tree);
    }

    /// <summary>Opens the work tree as a process that starts.</summary>
    internal async Task<WorkTree> OpenAsync(Action<ImmutableArray<string>>? beforeStep)
    {
        System.IO.Directory.CreateDirectory(Path.Combine(Directory, "work"));
        var tree = new WorkTree(Directory, new GitRunner(Path.Combine(Directory, "work"), TimeProvider.System) { BeforeStep = beforeStep }, []);
        _opened.Add(tree);
        await tree.OpenAsync(CancellationToken.None);
        return tree;
    }

    /// <summary>The same state in a directory of its own.</summary>
    internal WorkTreeRig Copy()
    {
        var copy = new WorkTreeRig();
        foreach (var file in System.IO.Directory.EnumerateFiles(Directory, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(copy.Directory, Path.GetRelativePath(Directory, file));
            System.IO.Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        return copy;
    }

    internal static T Value<T>(Answer<T> answer)
        where T : class =>
        answer.TryGet(out var value, out var refusal) ? value : throw new InvalidOperationException($"{refusal.Kind}: {refusal.Message}");

    internal static Refusal Refusal<T>(Answer<T> answer)
        where T : class =>
        answer.Refusal ?? throw new InvalidOperationException("it was not refused");

    internal static ConfigurationEdit Set(string id, string name, string value) =>
        new SetProperty(DefinitionId.TryParse(id, out var parsed) ? parsed : throw new ArgumentException(id), name, value);

    /// <summary>A draft of an author with one committed edit.</summary>
    internal static async Task<Draft> DraftAsync(WorkTree tree, string author, params ConfigurationEdit[] edits)
    {
        var draft = Value(await tree.OpenDraftAsync(author, CancellationToken.None));
        var edited = Value(await tree.EditAsync(draft.Name, draft.Revision, [.. edits], _ => null, CancellationToken.None));
        if (edited.Outcome.Refusal is { } refusal)
        {
            throw new InvalidOperationException(refusal.Message);
        }

        return Value(await tree.CommitAsync(draft.Name, author, $"Change by {author}", CancellationToken.None));
    }

    internal static async Task<string> TextAsync(WorkTree tree, string name) =>
        Encoding.UTF8.GetString(Value(await tree.ReadAsync(name, CancellationToken.None)).Book.Image.Files[Objects].Span);

    public async ValueTask DisposeAsync()
    {
        foreach (var tree in _opened)
        {
            await tree.DisposeAsync();
        }

        _directory.Dispose();
    }
}
