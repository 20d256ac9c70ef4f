using System.Runtime.InteropServices;

namespace Tsuba.Synchronizer.Sources.Ldap;

/// <summary>
/// Sets what the LDAP library has no managed way for: whose certificates count, and how long connecting and signing in may take. The
/// library keeps these for the whole process and gives a connection a copy when it is made, so they are set and the connection is
/// made under one lock.
/// </summary>
internal static class LdapTrust
{
    private const string MachineAuthorities = "/etc/ssl/certs/ca-certificates.crt";

    // Numbers of ldap.h.
    private const int OptionTimeout = 0x5002;
    private const int OptionNetworkTimeout = 0x5005;
    private const int OptionAddress = 0x5006;
    private const int OptionAuthorityFile = 0x6002;
    private const int OptionRequireCertificate = 0x6006;
    private const int OptionNewContext = 0x600F;
    private const int DemandCertificate = 2;

    private static readonly string[] Libraries = ["libldap.so.2", "libldap-2.6.so.0", "libldap-2.5.so.0", "libldap-2.4.so.2"];
    private static readonly Lock Options = new();

    private delegate int SetOption(IntPtr connection, int option, IntPtr value);

    /// <summary>Makes a connection under these settings.</summary>
    /// <param name="address">The server. The managed side tells the library only when it signs in, which is too late for StartTLS.</param>
    /// <param name="authorityFile">Certificates that may sign the server's; empty: the machine's.</param>
    /// <param name="timeout">How long connecting, encrypting and each answer may take.</param>
    /// <param name="make">Makes it; must not connect yet.</param>
    /// <exception cref="IOException">The library is missing, or the certificates cannot be read.</exception>
    internal static T Make<T>(string address, string authorityFile, TimeSpan timeout, Func<T> make)
    {
        lock (Options)
        {
            var library = Libraries.Select(name => NativeLibrary.TryLoad(name, out var handle) ? handle : IntPtr.Zero).FirstOrDefault(handle => handle != IntPtr.Zero);
            if (library == IntPtr.Zero)
            {
                throw new IOException("the LDAP library (libldap) is not installed");
            }

            var set = Marshal.GetDelegateForFunctionPointer<SetOption>(NativeLibrary.GetExport(library, "ldap_set_option"));
            var file = authorityFile.Length > 0 ? authorityFile : MachineAuthorities;
            if (authorityFile.Length == 0 && !File.Exists(MachineAuthorities))
            {
                file = "";
            }

            using (var stream = file.Length > 0 ? File.OpenRead(file) : null)
            {
                SetText(set, OptionAuthorityFile, file);
            }

            SetText(set, OptionAddress, address);
            SetTime(set, OptionNetworkTimeout, timeout);
            SetTime(set, OptionTimeout, timeout);
            SetNumber(set, OptionRequireCertificate, DemandCertificate);
            SetNumber(set, OptionNewContext, 0);
            return make();
        }
    }

    private static void SetText(SetOption set, int option, string value)
    {
        var text = value.Length == 0 ? IntPtr.Zero : Marshal.StringToCoTaskMemUTF8(value);
        try
        {
            Check(set(IntPtr.Zero, option, text), option);
        }
        finally
        {
            Marshal.FreeCoTaskMem(text);
        }
    }

    private static void SetNumber(SetOption set, int option, int value)
    {
        var number = Marshal.AllocCoTaskMem(sizeof(int));
        try
        {
            Marshal.WriteInt32(number, value);
            Check(set(IntPtr.Zero, option, number), option);
        }
        finally
        {
            Marshal.FreeCoTaskMem(number);
        }
    }

    // struct timeval: seconds, microseconds, each as long as a pointer on Linux.
    private static void SetTime(SetOption set, int option, TimeSpan value)
    {
        var time = Marshal.AllocCoTaskMem(2 * IntPtr.Size);
        try
        {
            Marshal.WriteIntPtr(time, new IntPtr(Math.Max(1, (long)value.TotalSeconds)));
            Marshal.WriteIntPtr(time, IntPtr.Size, IntPtr.Zero);
            Check(set(IntPtr.Zero, option, time), option);
        }
        finally
        {
            Marshal.FreeCoTaskMem(time);
        }
    }

    private static void Check(int status, int option)
    {
        if (status != 0)
        {
            throw new IOException($"the LDAP library refuses option 0x{option:x} ({status}); are the certificates of ca_file sound?");
        }
    }
}
