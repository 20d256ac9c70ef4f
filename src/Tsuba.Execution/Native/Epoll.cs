using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Tsuba.Execution.Native;

/// <summary>One epoll set with an event descriptor that other threads use to wake its waiter. Owned by one thread but for <see cref="Wake"/>.</summary>
internal sealed unsafe class Epoll
{
    private const int Most = 128;

    /// <summary>What the set reports for its own event descriptor.</summary>
    internal const ulong WakeKey = ulong.MaxValue;

    /// <summary><c>struct epoll_event</c> is packed on x64 only.</summary>
    private static readonly int _stride = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 12 : 16;
    private static readonly int _keyOffset = _stride - sizeof(ulong);

    private readonly byte* _occurrences;
    private readonly int _epoll;
    private readonly int _wake;
    private readonly Lock _wakeLock = new();
    private bool _closed;
    private int _count;

    internal Epoll()
    {
        _epoll = Libc.EpollCreate1(Libc.CloseOnExec);
        _wake = Libc.EventDescriptor(0, Libc.CloseOnExec | Libc.NonBlocking);
        if (_epoll < 0 || _wake < 0)
        {
            throw Errno.Failed("epoll_create1 or eventfd");
        }

        // Native memory: the kernel writes into it while the collector may move managed arrays.
        _occurrences = (byte*)NativeMemory.AllocZeroed((nuint)(Most * _stride));
        Add(_wake, WakeKey);
    }

    /// <summary>Watches a descriptor for input and for its end. Closing the descriptor ends the watch.</summary>
    internal void Add(int descriptor, ulong key)
    {
        var occurrence = stackalloc byte[16];
        BinaryPrimitives.WriteUInt32LittleEndian(new Span<byte>(occurrence, 4), Libc.EpollIn);
        BinaryPrimitives.WriteUInt64LittleEndian(new Span<byte>(occurrence + _keyOffset, 8), key);
        if (Libc.EpollControl(_epoll, Libc.EpollAdd, descriptor, occurrence) != 0)
        {
            throw Errno.Failed("epoll_ctl");
        }
    }

    /// <summary>Waits; returns how many keys can be read by <see cref="Key"/>. A negative time-out waits for ever.</summary>
    internal int Wait(int timeoutMilliseconds)
    {
        _count = Libc.EpollWait(_epoll, _occurrences, Most, timeoutMilliseconds);
        if (_count < 0)
        {
            if (Marshal.GetLastPInvokeError() != Errno.Interrupted)
            {
                throw Errno.Failed("epoll_wait");
            }

            _count = 0;
        }

        return _count;
    }

    internal ulong Key(int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, _count);
        return BinaryPrimitives.ReadUInt64LittleEndian(new ReadOnlySpan<byte>(_occurrences + (index * _stride) + _keyOffset, 8));
    }

    /// <summary>Ends the current or the next <see cref="Wait"/>. Any thread.</summary>
    internal void Wake()
    {
        // The counter cannot overflow within the life of a process, so the write cannot block or fail.
        ulong one = 1;
        lock (_wakeLock)
        {
            if (!_closed)
            {
                _ = Libc.Write(_wake, (byte*)&one, sizeof(ulong));
            }
        }
    }

    /// <summary>Forgets the calls of <see cref="Wake"/> so far.</summary>
    internal void ClearWake()
    {
        ulong count;
        _ = Libc.Read(_wake, (byte*)&count, sizeof(ulong));
    }

    /// <summary>Gives everything back; the last call. <see cref="Wake"/> from another thread has no effect from then on.</summary>
    internal void Close()
    {
        // Under the lock, so that no late Wake writes to a descriptor number that somebody else got.
        lock (_wakeLock)
        {
            _closed = true;
            _ = Libc.Close(_wake);
        }

        _ = Libc.Close(_epoll);
        NativeMemory.Free(_occurrences);
    }
}
