namespace Tsuba.Execution.Native;

/// <summary>A process that was started, or the reason why not.</summary>
/// <param name="Pid">Its id, which is also that of its process group; 0 if it was not started.</param>
/// <param name="Watch">Its pidfd.</param>
/// <param name="Output">Our end of its standard output; reads do not block.</param>
/// <param name="Error">Our end of its standard error; reads do not block.</param>
/// <param name="Failure">Why it was not started; null: it was.</param>
internal readonly record struct Child(int Pid, int Watch, int Output, int Error, string? Failure)
{
    internal static Child NotStarted(string failure) => new(0, -1, -1, -1, failure);
}
