using Tsuba.Web.SignIn;

namespace Tsuba.Synchronizer.Access;

/// <summary>
/// Rights of contacts: the file <c>rights</c> in the state directory, lines <c>NAME RIGHT [PATTERN …]</c>, a name with blanks in double
/// quotes, read anew at each request that is not signed in by token. <c>admin</c> and contacts with <c>is_admin</c> publish; a contact
/// without a line sees. It is no part of the configuration, so that nobody gives rights by editing.
/// </summary>
internal sealed class RightsFile(string path)
{
    private const long MostBytes = 1024 * 1024;

    /// <summary>What a session may do.</summary>
    internal Caller CallerOf(Session session)
    {
        if (session.IsToken)
        {
            return new Caller(session.UserName, OfToken(session), []);
        }

        if (session.IsAdmin)
        {
            return new Caller(session.UserName, Right.Publisher, []);
        }

        foreach (var words in Lines())
        {
            if (words.Length >= 2 && words[0] == session.UserName && Enum.TryParse<Right>(words[1], ignoreCase: true, out var right) && Enum.IsDefined(right))
            {
                return new Caller(session.UserName, right, [.. words.Skip(2)]);
            }
        }

        return new Caller(session.UserName, Right.Viewer, []);
    }

    private static Right OfToken(Session session)
    {
        if (session.MayAdminister)
        {
            return Right.Publisher;
        }

        return session.Scope.Split(',').Contains("edit") ? Right.Editor : Right.Viewer;
    }

    private IEnumerable<string[]> Lines() =>
        File.Exists(path) && new FileInfo(path).Length <= MostBytes
            ? File.ReadLines(path).Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#').Select(Split)
            : [];

    private static string[] Split(string line)
    {
        var end = line.StartsWith('"') ? line.IndexOf('"', 1) : -1;
        return end > 0 ? [line[1..end], .. Words(line[(end + 1)..])] : Words(line);
    }

    private static string[] Words(string text) => text.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
}
