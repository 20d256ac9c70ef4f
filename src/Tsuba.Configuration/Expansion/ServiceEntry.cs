using System.Runtime.InteropServices;
using Tsuba.Configuration.Objects;
using Tsuba.Model.Definitions;

namespace Tsuba.Configuration.Expansion;

/// <summary>One service of one host.</summary>
/// <param name="Resolved">The service as it is registered.</param>
/// <param name="Description">Its description.</param>
/// <param name="Definition">The definition that made it.</param>
/// <param name="Host">Index of its host.</param>
/// <param name="Way">How it came to its host.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ServiceEntry(ResolvedObject Resolved, string Description, Definition Definition, int Host, ServiceWay Way);
