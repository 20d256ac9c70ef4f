using System.Buffers;
using System.Text;

namespace Tsuba.Modules.Livestatus.Server;

/// <summary>
/// Cuts what a client sends into requests: lines that end with an empty one, or with the end of the input. Holds at most one request
/// and the head of the next. Source: reference/livestatus.md 1.
/// </summary>
internal sealed class RequestReader : IDisposable
{
    private const int FirstBufferBytes = 4096;
    private const int MostLines = 20_000;

    private readonly Stream _stream;
    private readonly LivestatusSettings _settings;
    private readonly TimeProvider _time;
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(FirstBufferBytes);

    // Invariant: 0 ≤ _from ≤ _scanned ≤ _to ≤ _buffer.Length; [_from, _scanned) holds no line end.
    private int _from;
    private int _scanned;
    private int _to;
    private CancellationTokenSource? _timer;

    public RequestReader(Stream stream, LivestatusSettings settings, TimeProvider time)
    {
        _stream = stream;
        _settings = settings;
        _time = time;
    }

    /// <summary>The next request. Throws <see cref="OperationCanceledException"/> at a stop, or where the client is too slow.</summary>
    public async ValueTask<RequestBlock> ReadAsync(CancellationToken stop)
    {
        var lines = new List<string>();
        long bytes = 0;
        using var limit = new ReadLimit(this, stop);
        while (true)
        {
            while (lines.Count < MostLines && TakeLine(out var line))
            {
                if (line.Length > 0)
                {
                    bytes += line.Length + 1;
                    lines.Add(line);
                }
                else if (lines.Count > 0)
                {
                    return new RequestBlock(lines, false, 200, "");
                }
            }

            if (_to - _from > _settings.MaxLineBytes)
            {
                return RequestBlock.Broken(400, $"a line is longer than {_settings.MaxLineBytes} bytes");
            }

            if (lines.Count >= MostLines)
            {
                return RequestBlock.Broken(413, $"the request has more than {MostLines} lines");
            }

            if (bytes + _to - _from > _settings.MaxRequestBytes)
            {
                return RequestBlock.Broken(413, $"the request is longer than {_settings.MaxRequestBytes} bytes");
            }

            var hasBegun = lines.Count > 0 || _to > _from;
            if (await FillAsync(limit.Token(hasBegun)) == 0)
            {
                return _to > _from
                    ? RequestBlock.Broken(451, "the request ends in the middle of a line")
                    : new RequestBlock(lines, true, 200, "");
            }
        }
    }

    public void Dispose()
    {
        _timer?.Dispose();
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
    }

    private bool TakeLine(out string line)
    {
        var end = _buffer.AsSpan(_scanned, _to - _scanned).IndexOf((byte)'\n');
        if (end < 0 || _scanned + end - _from > _settings.MaxLineBytes)
        {
            _scanned = _to;
            line = "";
            return false;
        }

        var content = _buffer.AsSpan(_from, _scanned + end - _from).TrimEnd("\r \t"u8);
        line = Encoding.UTF8.GetString(content);
        _from = _scanned = _scanned + end + 1;
        return true;
    }

    private async ValueTask<int> FillAsync(CancellationToken cancellationToken)
    {
        if (_from == _to)
        {
            _from = _scanned = _to = 0;
        }
        else if (_to == _buffer.Length)
        {
            MakeRoom();
        }

        var count = await _stream.ReadAsync(_buffer.AsMemory(_to), cancellationToken);
        _to += count;
        return count;
    }

    private void MakeRoom()
    {
        var used = _to - _from;
        var target = used > _buffer.Length / 2 ? ArrayPool<byte>.Shared.Rent(_buffer.Length * 2) : _buffer;
        _buffer.AsSpan(_from, used).CopyTo(target);
        if (target != _buffer)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = target;
        }

        _scanned -= _from;
        (_from, _to) = (0, used);
    }

    /// <summary>The time that one request may take: long until its first byte, short from there on, and no byte prolongs it.</summary>
    private sealed class ReadLimit : IDisposable
    {
        private readonly RequestReader _reader;
        private readonly CancellationTokenRegistration _stop;
        private bool _hasBegun;
        private bool _isSet;

        public ReadLimit(RequestReader reader, CancellationToken stop)
        {
            _reader = reader;
            if (reader._timer?.TryReset() != true)
            {
                reader._timer?.Dispose();
                reader._timer = new CancellationTokenSource(Timeout.InfiniteTimeSpan, reader._time);
            }

            _stop = stop.UnsafeRegister(static timer => ((CancellationTokenSource)timer!).Cancel(), reader._timer);
        }

        public CancellationToken Token(bool hasBegun)
        {
            var timer = _reader._timer ?? throw new InvalidOperationException("the limit is over");
            if (!_isSet || hasBegun != _hasBegun)
            {
                timer.CancelAfter(hasBegun ? _reader._settings.RequestTimeout : _reader._settings.IdleTimeout);
                (_isSet, _hasBegun) = (true, hasBegun);
            }

            return timer.Token;
        }

        public void Dispose() => _stop.Dispose();
    }
}
