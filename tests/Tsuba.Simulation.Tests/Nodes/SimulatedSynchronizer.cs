using System.Globalization;
using System.Text;
using Tsuba.Journal;
using Tsuba.Protocol.Contracts;
using Tsuba.Simulation.Tests.Worlds;
using Tsuba.Synchronizer.Core;

namespace Tsuba.Simulation.Tests.Nodes;

/// <summary>
/// A synchronizer: what it offers and what it makes of verdicts is the product's. Its repository is two references on a disk; a commit is
/// <c>NUMBER:REVISION</c> with numbers that only grow, and its content is the revision.
/// </summary>
internal class SimulatedSynchronizer(SimulatedSite site, string name) : SimulatedNode(site, name)
{
    private const string Directory = "/y";
    private const string ProductionPath = Directory + "/production";
    private const string CandidatePath = Directory + "/candidate";

    private Offer? _offered;

    /// <summary>What the arbiter should run; null: nothing was published so far.</summary>
    public string? Production { get; private set; }

    /// <summary>Whether something waits for a verdict.</summary>
    public bool HasOffer => _offered is not null;

    /// <summary>The revision that is the content of a commit.</summary>
    public static int RevisionOf(string commit) => Part(commit, 1);

    /// <summary>The number of a commit: the later one was made later.</summary>
    public static int NumberOf(string commit) => Part(commit, 0);

    /// <summary>Somebody applies a revision. It takes the place of one that is not judged.</summary>
    public void Apply(int revision)
    {
        if (!IsUp || IsPaused)
        {
            return;
        }

        var last = new[] { Production, _offered?.Commit }.Max(commit => commit is null ? 0 : NumberOf(commit));
        var next = string.Create(CultureInfo.InvariantCulture, $"{last + 1}:{revision}");
        if (TryKeep(CandidatePath, next))
        {
            World.Tell($"{Name} offers {next}");
            _offered = new Offer(next, "amy", "");
        }
    }

    /// <summary>The call of an arbiter: what is new, after the verdict that it brings.</summary>
    public virtual void Serve(ProductionRequest request, Action<ProductionReply?> respond)
    {
        if (request.Judged is { } verdict && request.Have.Length > 0)
        {
            Judge(request.Have, verdict);
        }

        var next = request.Refresh ? Offers.Next(Production, _offered, have: "") : Offers.Next(Production, _offered, request.Have);
        respond(next is { } offer ? new ProductionReply { Commit = offer.Commit, Author = offer.Author, Confirm = offer.Confirm } : new ProductionReply());
    }

    protected override void OnStart()
    {
        Production = Read(ProductionPath);
        _offered = Read(CandidatePath) is { Length: > 0 } candidate ? new Offer(candidate, "amy", "") : null;
    }

    protected override void OnCrash()
    {
    }

    /// <summary>Moves production, durably. False: the disk refuses.</summary>
    protected bool Publish(string commit)
    {
        if (!TryKeep(ProductionPath, commit))
        {
            return false;
        }

        World.Tell($"{Name} has {commit} for production");
        Record.Publish(commit);
        Production = commit;
        return true;
    }

    private void Judge(string commit, ReloadReply verdict)
    {
        var end = Offers.Judge(_offered, commit, verdict);
        if (end == OfferEnd.StillOpen || (end == OfferEnd.Published && Production != commit && !Publish(commit)))
        {
            return;
        }

        // What is not forgotten on the disk is offered again by the next process, and judged again.
        if (TryKeep(CandidatePath, ""))
        {
            World.Tell($"{Name}: {commit} is {end}");
            _offered = null;
        }
    }

    private static int Part(string commit, int index) => int.Parse(commit.Split(':')[index], CultureInfo.InvariantCulture);

    private string? Read(string path) => DurableFile.Read(Disk, path).Content is { } kept ? Encoding.ASCII.GetString(kept) : null;

    private bool TryKeep(string path, string text)
    {
        try
        {
            DurableFile.Write(Disk, path, Encoding.ASCII.GetBytes(text));
            return true;
        }
        catch (IOException fault)
        {
            World.Tell($"{Name} cannot keep {Path.GetFileName(path)} {text}: {fault.Message}");
            return false;
        }
    }
}
