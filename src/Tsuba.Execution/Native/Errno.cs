using System.Runtime.InteropServices;

namespace Tsuba.Execution.Native;

/// <summary>The error numbers of Linux that are told apart here; the same on x64 and arm64.</summary>
internal static class Errno
{
    internal const int NotFound = 2;
    internal const int Interrupted = 4;
    internal const int ListTooLong = 7;
    internal const int NotExecutable = 8;
    internal const int TryAgain = 11;
    internal const int NotPermitted = 13;

    /// <summary>What the C library calls the error.</summary>
    internal static string Describe(int error) => Marshal.GetPInvokeErrorMessage(error);

    /// <summary>An exception for a call that fails only where the machine or this code is broken.</summary>
    internal static InvalidOperationException Failed(string call)
    {
        var error = Marshal.GetLastPInvokeError();
        return new InvalidOperationException($"{call} failed: {Describe(error)} (errno {error})");
    }
}
