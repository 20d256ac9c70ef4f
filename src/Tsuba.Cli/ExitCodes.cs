namespace Tsuba.Cli;

/// <summary>What the program's exit status means.</summary>
internal static class ExitCodes
{
    /// <summary>Done.</summary>
    public const int Success = 0;

    /// <summary>It did not work: a refused configuration, a site that does not answer, a broken daemon.</summary>
    public const int Failure = 1;

    /// <summary>The command line cannot be understood.</summary>
    public const int Usage = 2;
}
