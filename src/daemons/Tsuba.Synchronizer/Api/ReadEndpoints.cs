using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Tsuba.Configuration.Differences;
using Tsuba.Configuration.Edits;
using Tsuba.Model.Catalogue;
using Tsuba.Model.Definitions;
using Tsuba.Model.Diagnostics;
using Tsuba.Synchronizer.Access;
using Tsuba.Synchronizer.Api.Messages;
using Tsuba.Synchronizer.Versions;
using Tsuba.Web.SignIn;

namespace Tsuba.Synchronizer.Api;

/// <summary>What the API shows. <c>at</c> is production, staging, a draft such as <c>alice/3</c>, or a commit; staging if absent.</summary>
internal static class ReadEndpoints
{
    private const int MostObjects = 10_000;
    private const int MostShown = 1000;

    internal static void MapReading(this RouteGroupBuilder api, EditingSite site)
    {
        api.MapGet("/me", (HttpContext context) => TypedResults.Ok(Me(site, context)))
            .WithName("me").WithSummary("Who is signed in, with which rights");
        api.MapGet("/state", (Delegate)((HttpContext context) => StateAsync(site, context.RequestAborted)))
            .WithName("state").WithSummary("Production, staging, drafts, and how the last order to apply stands");
        api.MapGet("/types", () => TypedResults.Ok(Types()))
            .WithName("types").WithSummary("Types of objects with their properties");
        api.MapGet("/objects", (HttpContext context, string? at, string? type, string? search, bool? templates, int? offset, int? limit) =>
            ObjectsAsync(site, at, type, search, templates, offset, limit, context.RequestAborted))
            .WithName("objects").WithSummary("Definitions, by type and by a part of their name");
        api.MapGet("/object", (HttpContext context, string id, string? at) => ObjectAsync(site, context, id, at))
            .WithName("object").WithSummary("One definition: what it says, what it comes to, and where each value comes from");
        api.MapGet("/mentions", (HttpContext context, string id, string? at) => MentionsAsync(site, id, at, context.RequestAborted))
            .WithName("mentions").WithSummary("Who names a definition: what renaming changes and deleting takes out");
        api.MapGet("/files", (HttpContext context, string? at) => FilesAsync(site, at, context.RequestAborted))
            .WithName("files").WithSummary("Files of the configuration");
        api.MapGet("/file", (HttpContext context, string path, string? at) => FileAsync(site, context, path, at))
            .WithName("file").WithSummary("One file as text");
        api.MapGet("/validate", (HttpContext context, string? at) => ValidateAsync(site, at, context.RequestAborted))
            .WithName("validate").WithSummary("The arbiter's own judgement, as tsuba verify gives it");
        api.MapGet("/diff", (HttpContext context, string? from, string? to, bool? text) => DiffAsync(site, context, from, to, text))
            .WithName("diff").WithSummary("What differs: definitions, registered objects, text");
        api.MapGet("/history", (HttpContext context, string? at, int? offset, int? limit) => HistoryAsync(site, at, offset, limit, context.RequestAborted))
            .WithName("history").WithSummary("Changes, newest first; a merged draft is one");
    }

    private static SignedIn Me(EditingSite site, HttpContext context)
    {
        var caller = site.CallerOf(context);
        return new SignedIn(caller.Name, Replies.Word(caller.Right), caller.Objects, context.Features.Get<Session>()?.FormToken ?? "");
    }

    private static async Task<Ok<EditionState>> StateAsync(EditingSite site, CancellationToken cancellationToken)
    {
        var production = await site.Tree.CommitOfAsync("production", cancellationToken);
        var staging = await site.Tree.CommitOfAsync("staging", cancellationToken);
        return TypedResults.Ok(new EditionState(
            site.Tree.IsAdopted,
            site.Tree.MainFiles,
            production,
            staging,
            production != staging && await site.Tree.HaveOtherFilesAsync(production, staging, cancellationToken),
            [.. (await site.Tree.DraftsAsync(cancellationToken)).Select(Replies.Draft)],
            Replies.Apply(site.Desk.Report),
            site.Desk.LastAsked,
            site.Fault));
    }

    private static IReadOnlyList<TypeInfo> Types() =>
    [
        .. PropertyCatalogue.Rows.Where(row => row.Type != ObjectType.Main).GroupBy(row => row.Type).OrderBy(type => type.Key).Select(type => new TypeInfo(
            Replies.Word(type.Key),
            type.FirstOrDefault(row => row.Name == $"{Replies.Word(type.Key)}_name")?.Name,
            [.. type.Select(row => new PropertyInfo(row.Name, Replies.Word(row.Kind), row.Default, row.IsRequired, row.IsRepeatable, row.IsSensitive))])),
    ];

    private static async Task<Results<Ok<ObjectList>, JsonHttpResult<EditingProblem>>> ObjectsAsync(
        EditingSite site, string? at, string? type, string? search, bool? templates, int? offset, int? limit, CancellationToken cancellationToken)
    {
        if (!(await site.Tree.ReadAsync(at ?? "staging", cancellationToken)).TryGet(out var revision, out var refusal))
        {
            return Replies.Problem(refusal);
        }

        var found = revision.Book.Definitions.Where(definition =>
            (type is null || Replies.Word(definition.Type) == type)
            && (search is null || definition.Id.Key.Contains(search, StringComparison.OrdinalIgnoreCase))
            && (templates is null || definition.Id.IsTemplate == templates)).ToList();
        return TypedResults.Ok(new ObjectList(
            found.Count, revision.Commit, [.. found.Skip(Math.Max(0, offset ?? 0)).Take(Math.Clamp(limit ?? 100, 0, MostObjects)).Select(Entry)]));
    }

    private static async Task<Results<Ok<ObjectDetail>, JsonHttpResult<EditingProblem>>> ObjectAsync(EditingSite site, HttpContext context, string id, string? at)
    {
        if (!(await site.Tree.ReadAsync(at ?? "staging", context.RequestAborted)).TryGet(out var revision, out var refusal))
        {
            return Replies.Problem(refusal);
        }

        if (!DefinitionId.TryParse(id, out var parsed) || revision.Book.Find(parsed) is not { } definition)
        {
            return Replies.Problem(new Refusal(RefusalKind.NotFound, "there is no such definition; /objects lists them with their ids"));
        }

        var caller = site.CallerOf(context);
        return TypedResults.Ok(site.Inspect(revision, inspector => new ObjectDetail(
            Entry(definition),
            revision.Commit,
            [.. definition.Properties.Select(property => new PropertyEntry(
                property.Name, AccessRules.Shown(caller, definition.Type, property.Name, property.Value), definition.Tree.Lines[property.Line].Number))],
            [.. inspector.Effective(definition).Select(value => new EffectiveEntry(
                value.Name,
                value.Value is null ? null : AccessRules.Shown(caller, definition.Type, value.Name, value.Value),
                Replies.Word(value.Origin),
                value.From?.ToString(),
                value.Place.File,
                value.Place.Line))],
            [.. inspector.GroupsOf(definition)],
            [.. inspector.ObjectsOf(definition).Take(MostShown).Select(item => item.Key)])));
    }

    private static async Task<Results<Ok<IReadOnlyList<MentionEntry>>, JsonHttpResult<EditingProblem>>> MentionsAsync(
        EditingSite site, string id, string? at, CancellationToken cancellationToken)
    {
        if (!(await site.Tree.ReadAsync(at ?? "staging", cancellationToken)).TryGet(out var revision, out var refusal))
        {
            return Replies.Problem(refusal);
        }

        return DefinitionId.TryParse(id, out var parsed) && revision.Book.Find(parsed) is { } definition
            ? TypedResults.Ok<IReadOnlyList<MentionEntry>>(
                [.. Mentions.Of(revision.Book, definition).Take(MostObjects).Select(mention => new MentionEntry(mention.By.ToString(), mention.Property, mention.Place.File, mention.Place.Line, mention.IsFormula))])
            : Replies.Problem(new Refusal(RefusalKind.NotFound, "there is no such definition; /objects lists them with their ids"));
    }

    private static async Task<Results<Ok<FileList>, JsonHttpResult<EditingProblem>>> FilesAsync(EditingSite site, string? at, CancellationToken cancellationToken)
    {
        if (!(await site.Tree.ReadAsync(at ?? "staging", cancellationToken)).TryGet(out var revision, out var refusal))
        {
            return Replies.Problem(refusal);
        }

        var read = revision.Book.Trees.Select(tree => tree.Path).ToHashSet(StringComparer.Ordinal);
        return TypedResults.Ok(new FileList(
            revision.Commit, [.. revision.Book.Image.Files.Select(file => new FileEntry(file.Key, file.Value.Length, read.Contains(file.Key)))]));
    }

    private static async Task<Results<Ok<FileText>, JsonHttpResult<EditingProblem>>> FileAsync(EditingSite site, HttpContext context, string path, string? at)
    {
        if (AccessRules.SeeText(site.CallerOf(context)) is { } forbidden)
        {
            return Replies.Problem(forbidden);
        }

        if (!(await site.Tree.ReadAsync(at ?? "staging", context.RequestAborted)).TryGet(out var revision, out var refusal))
        {
            return Replies.Problem(refusal);
        }

        if (!revision.Book.Image.Files.TryGetValue(path, out var content))
        {
            return Replies.Problem(new Refusal(RefusalKind.NotFound, "there is no such file; /files lists them"));
        }

        var text = Encoding.UTF8.GetString(content.Span);
        return TypedResults.Ok(new FileText(path, revision.Commit, text, Encoding.UTF8.GetBytes(text).AsSpan().SequenceEqual(content.Span)));
    }

    private static async Task<Results<Ok<VerdictAnswer>, JsonHttpResult<EditingProblem>>> ValidateAsync(EditingSite site, string? at, CancellationToken cancellationToken)
    {
        if (!(await site.Tree.ReadAsync(at ?? "staging", cancellationToken)).TryGet(out var revision, out var refusal))
        {
            return Replies.Problem(refusal);
        }

        var verification = site.Judge(revision).Verification;
        return TypedResults.Ok(new VerdictAnswer(
            revision.Commit,
            verification.IsAccepted,
            Replies.Word(verification.Profile),
            verification.Findings.Count(finding => finding.Severity == Severity.Error),
            verification.Findings.Count(finding => finding.Severity == Severity.Warning),
            verification.Counts.ToDictionary(count => Replies.Word(count.Key), count => count.Value),
            Replies.Findings(verification.Findings)));
    }

    private static async Task<Results<Ok<DifferenceAnswer>, JsonHttpResult<EditingProblem>>> DiffAsync(
        EditingSite site, HttpContext context, string? from, string? to, bool? text)
    {
        if (!(await site.Tree.ReadAsync(from ?? "production", context.RequestAborted)).TryGet(out var before, out var missing))
        {
            return Replies.Problem(missing);
        }

        if (!(await site.Tree.ReadAsync(to ?? "staging", context.RequestAborted)).TryGet(out var after, out missing))
        {
            return Replies.Problem(missing);
        }

        var caller = site.CallerOf(context);
        if (text == true && AccessRules.SeeText(caller) is { } forbidden)
        {
            return Replies.Problem(forbidden);
        }

        var changes = BookDifference.Of(before.Book, after.Book);
        var effective = ConfigurationDifference.Of(site.Inspect(before, inspector => inspector.Resolved), site.Inspect(after, inspector => inspector.Resolved));
        return TypedResults.Ok(new DifferenceAnswer(
            before.Commit,
            after.Commit,
            [.. changes.Take(MostShown).Select(change => Changed(caller, change))],
            changes.Length,
            [.. effective.Changes.Select(change => change.Type).Distinct().Select(type => new TypeCounts(
                Replies.Word(type), effective.Count(type, ChangeKind.Added), effective.Count(type, ChangeKind.Changed), effective.Count(type, ChangeKind.Removed)))],
            text == true ? await site.Tree.DiffTextAsync(before.Commit, after.Commit, context.RequestAborted) : null));
    }

    private static async Task<Results<Ok<IReadOnlyList<HistoryEntry>>, JsonHttpResult<EditingProblem>>> HistoryAsync(
        EditingSite site, string? at, int? offset, int? limit, CancellationToken cancellationToken) =>
        (await site.Tree.HistoryAsync(at ?? "staging", offset ?? 0, limit ?? 50, cancellationToken)).TryGet(out var changes, out var refusal)
            ? TypedResults.Ok<IReadOnlyList<HistoryEntry>>([.. changes.Select(Replies.History)])
            : Replies.Problem(refusal);

    private static ObjectEntry Entry(WrittenDefinition definition) => new(
        definition.Id.ToString(),
        Replies.Word(definition.Type),
        definition.Id.Key,
        definition.Id.IsTemplate,
        definition.Tree.Path,
        definition.Location.Line,
        (definition.Find("use") ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));

    private static ChangedObject Changed(Caller caller, DefinitionChange change) => new(
        change.Id.ToString(),
        Replies.Word(change.Kind),
        [.. change.Properties.Select(property => new ChangedProperty(
            property.Name,
            property.Before is null ? null : AccessRules.Shown(caller, change.Id.Type, property.Name, property.Before),
            property.After is null ? null : AccessRules.Shown(caller, change.Id.Type, property.Name, property.After)))]);
}
