using Microsoft.AspNetCore.Http;
using Tsuba.Configuration.Edits;
using Tsuba.Synchronizer.Access;
using Tsuba.Synchronizer.Applying;
using Tsuba.Synchronizer.Judging;
using Tsuba.Synchronizer.Versions;
using Tsuba.Web.SignIn;

namespace Tsuba.Synchronizer.Api;

/// <summary>What the handlers of the editing API work with.</summary>
internal sealed class EditingSite(WorkTree tree, ApplyDesk desk, RightsFile rights, Func<string> fault)
{
    private const int Kept = 3;

    private readonly Lock _lock = new();
    private readonly List<(string Commit, ObjectInspector Inspector)> _inspectors = [];
    private readonly List<(string Commit, Judgement Judgement)> _judgements = [];

    /// <summary>The work tree.</summary>
    internal WorkTree Tree => tree;

    /// <summary>Where configurations are offered to the arbiter.</summary>
    internal ApplyDesk Desk => desk;

    /// <summary>What is wrong with the synchronizer; empty: nothing.</summary>
    internal string Fault => fault();

    /// <summary>Who asks.</summary>
    internal Caller CallerOf(HttpContext context) =>
        rights.CallerOf(context.Features.Get<Session>() ?? throw new InvalidOperationException("the gate lets nobody through without a session"));

    /// <summary>Looks at the objects of a commit. One at a time, since an inspector remembers what it made out.</summary>
    internal T Inspect<T>(Revision revision, Func<ObjectInspector, T> look)
    {
        lock (_lock)
        {
            return look(Cached(_inspectors, revision.Commit, () => new ObjectInspector(revision.Book)));
        }
    }

    /// <summary>The judgement on a commit.</summary>
    internal Judgement Judge(Revision revision)
    {
        lock (_lock)
        {
            return Cached(_judgements, revision.Commit, () => Judgement.Of(revision.Book.Image, revision.Book.MainFiles));
        }
    }

    private static T Cached<T>(List<(string Commit, T Value)> cache, string commit, Func<T> make)
    {
        var index = cache.FindIndex(entry => entry.Commit == commit);
        if (index >= 0)
        {
            return cache[index].Value;
        }

        var made = make();
        cache.Insert(0, (commit, made));
        if (cache.Count > Kept)
        {
            cache.RemoveAt(Kept);
        }

        return made;
    }
}
