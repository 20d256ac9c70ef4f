using System.Runtime.InteropServices;

namespace Tsuba.Execution.Native;

/// <summary><c>struct passwd</c> of glibc and musl on 64-bit Linux.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct PasswordEntry
{
    internal byte* Name;
    internal byte* Password;
    internal uint User;
    internal uint Group;
    internal byte* Comment;
    internal byte* Home;
    internal byte* Shell;
}
