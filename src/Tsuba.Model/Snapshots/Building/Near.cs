using Tsuba.Model.Names;

namespace Tsuba.Model.Snapshots.Building;

/// <summary>Suggestions in messages.</summary>
internal static class Near
{
    /// <summary><c>; did you mean "X"?</c>, or nothing where no candidate is near.</summary>
    internal static string Hint(string name, IEnumerable<string> candidates) =>
        NearName.Find(name, candidates) is { } near ? $"; did you mean \"{near}\"?" : "";
}
