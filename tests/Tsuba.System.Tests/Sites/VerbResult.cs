namespace Tsuba.System.Tests.Sites;

/// <summary>How a verb ended and what it said.</summary>
internal sealed record VerbResult(int ExitCode, string Output, string Error)
{
    /// <summary>Both streams.</summary>
    public string All => Output + Error;
}
