using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Tsuba.Modules.Passive.Nsca;

/// <summary>
/// Deciphers the packets of one connection. A block cipher goes on from packet to packet, the combination with the start value begins
/// anew with each.
/// </summary>
internal sealed class NscaCipher : IDisposable
{
    /// <summary>Bytes of the start value that the server sends.</summary>
    public const int StartBytes = 128;

    private const int TripleDesKeyBytes = 24;
    private const int AesKeyBytes = 32;

    private readonly SymmetricAlgorithm? _algorithm;
    private readonly ICryptoTransform? _transform;
    private readonly byte[] _start;
    private readonly byte[] _password;
    private readonly bool _combines;
    private int _position;

    /// <summary>A cipher for one connection.</summary>
    /// <param name="settings">Method and password.</param>
    /// <param name="start">The start value of the connection, <see cref="StartBytes"/> long.</param>
    public NscaCipher(NscaSettings settings, byte[] start)
    {
        _start = start;
        _password = Encoding.UTF8.GetBytes(settings.Password);
        _combines = settings.Method == NscaMethod.Xor;
        _algorithm = settings.Method switch
        {
            NscaMethod.TripleDes => NewTripleDes(Key(TripleDesKeyBytes)),
            NscaMethod.Aes => NewAes(Key(AesKeyBytes)),
            _ => null,
        };
        _transform = _algorithm?.CreateDecryptor(_algorithm.Key, start[..(_algorithm.BlockSize / 8)]);
    }

    /// <summary>A new packet begins.</summary>
    public void BeginPacket() => _position = 0;

    /// <summary>Deciphers the next bytes of the packet in their place.</summary>
    public void Decrypt(byte[] buffer, int offset, int count)
    {
        if (_transform is not null)
        {
            _transform.TransformBlock(buffer, offset, count, buffer, offset);
        }
        else if (_combines)
        {
            for (var index = offset; index < offset + count; index++, _position++)
            {
                buffer[index] ^= _start[_position % StartBytes];
                buffer[index] ^= _password.Length > 0 ? _password[_position % _password.Length] : (byte)0;
            }
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _transform?.Dispose();
        _algorithm?.Dispose();
    }

    private byte[] Key(int bytes)
    {
        var key = new byte[bytes];
        _password.AsSpan(0, Math.Min(bytes, _password.Length)).CopyTo(key);
        return key;
    }

    [SuppressMessage("Security", "CA5350", Justification = "NSCA clients of old machines know nothing better; the method is the administrator's choice.")]
    [SuppressMessage("Security", "CA5358", Justification = "The protocol has this mode.")]
    private static TripleDES NewTripleDes(byte[] key)
    {
        var algorithm = TripleDES.Create();
        algorithm.Mode = CipherMode.CFB;
        algorithm.FeedbackSize = 8;
        algorithm.Padding = PaddingMode.None;
        algorithm.Key = key;
        return algorithm;
    }

    [SuppressMessage("Security", "CA5358", Justification = "The protocol has this mode.")]
    private static Aes NewAes(byte[] key)
    {
        var algorithm = Aes.Create();
        algorithm.Mode = CipherMode.CFB;
        algorithm.FeedbackSize = 8;
        algorithm.Padding = PaddingMode.None;
        algorithm.Key = key;
        return algorithm;
    }
}
