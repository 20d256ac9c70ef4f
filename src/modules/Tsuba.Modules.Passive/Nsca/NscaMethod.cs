namespace Tsuba.Modules.Passive.Nsca;

/// <summary>How packets are enciphered, with the numbers of <c>send_nsca.cfg</c>.</summary>
internal enum NscaMethod
{
    /// <summary>Not at all.</summary>
    None = 0,

    /// <summary>Combined with the start value and the password; hides nothing from who sees the whole conversation.</summary>
    Xor = 1,

    /// <summary>3DES in 8-bit cipher feedback.</summary>
    TripleDes = 3,

    /// <summary>RIJNDAEL-128 with a key of 256 bits, which is AES-256, in 8-bit cipher feedback.</summary>
    Aes = 14,
}
