using Tsuba.Model.Items;

namespace Tsuba.Engine;

/// <summary>
/// The versions of the rules. A change of what follows from the same inputs comes as a new version: rules ask for the version of the part, never for
/// that of the program, so that a journal is replayed as it was written. Source: docs/decisions/0098.
/// </summary>
public static class SemanticsVersions
{
    /// <summary>The rules of parts that were never raised.</summary>
    public const uint First = SemanticsRange.First;

    /// <summary>
    /// Numbers of checks go on over the absence of an item: one that is removed and added again is given none that the part gave before, so no
    /// job is taken for an earlier one.
    /// </summary>
    public const uint NumbersGoOn = 2;

    /// <summary>
    /// Which commands a part had is known by host, and goes with a host to another part: a command is refused as a double where its host had that number of its
    /// source or a later one, whatever other hosts had.
    /// </summary>
    public const uint MarksByHost = 3;

    /// <summary>
    /// The state of a host that has left stays in the part for as long as configurations say that the host is to leave: it may not have arrived elsewhere when an arbiter that was
    /// started or elected meanwhile gives out its own. Source: docs/decisions/0090.
    /// </summary>
    public const uint DeparturesStay = 4;

    /// <summary>
    /// A host that comes back to a part which still keeps its state, and is not awaited from elsewhere, goes on with that state: it never arrived where it was to go.
    /// Source: docs/decisions/0105. And a command that was held back since its host was on its way (<see cref="Tsuba.Model.ExternalCommands.SourceWays.Held"/>) is the same one as under the
    /// name of its source. Source: docs/decisions/0038.
    /// </summary>
    public const uint DeparturesReturn = 5;

    /// <summary>What this program can run.</summary>
    public static SemanticsRange Known => new(First, DeparturesReturn);
}
