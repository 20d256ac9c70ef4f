namespace Tsuba.Modules.Livestatus.Server;

/// <summary>The lines of one request, or why there is none.</summary>
/// <param name="Lines">Lines without their ends; none at a clean end of the connection.</param>
/// <param name="IsLast">Whether the peer has closed its side: nothing follows.</param>
/// <param name="Status">200, or the status of <paramref name="Error"/>.</param>
/// <param name="Error">What is wrong with what came; the connection cannot be read any further then.</param>
internal sealed record RequestBlock(IReadOnlyList<string> Lines, bool IsLast, int Status, string Error)
{
    public static RequestBlock End { get; } = new([], true, 200, "");

    public static RequestBlock Broken(int status, string error) => new([], true, status, error);
}
