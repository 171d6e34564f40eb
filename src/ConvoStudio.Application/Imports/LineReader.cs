using System.Buffers;

namespace ConvoStudio.Application.Imports;

/// <summary>Reads lines of bytes with a bound on their length, so that memory stays flat whatever the file holds.</summary>
internal sealed class LineReader(Stream stream, int maximumLine) : IDisposable
{
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
    private int _start;
    private int _end;
    private bool _atEnd;

    /// <summary>1-based number of the line last read.</summary>
    public long LineNumber { get; private set; }

    /// <summary>Bytes read from the stream so far.</summary>
    public long BytesRead { get; private set; }

    /// <summary>The line last read, without its end; valid until the next read. Empty when it was too long.</summary>
    public ReadOnlyMemory<byte> Line { get; private set; }

    /// <summary>The line last read was longer than allowed and was skipped.</summary>
    public bool TooLong { get; private set; }

    /// <summary>Goes to the next line; false at the end.</summary>
    public async ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        (Line, TooLong) = (default, false);
        var searched = 0;
        while (true)
        {
            var feed = _buffer.AsSpan(_start + searched, _end - _start - searched).IndexOf((byte)'\n');
            if (feed >= 0)
                return Take(searched + feed, skip: 1);
            searched = _end - _start;
            if (searched > maximumLine)
            {
                TooLong = true;
                (_start, _end, searched) = (0, 0, 0);
            }

            if (_atEnd)
                return (searched > 0 || TooLong) && Take(searched, skip: 0);
            await FillAsync(cancellationToken);
        }
    }

    public void Dispose()
    {
        if (_buffer.Length > 0)
            ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
    }

    private bool Take(int length, int skip)
    {
        LineNumber++;
        var line = _buffer.AsMemory(_start, length);
        _start += length + skip;
        if (line.Length > maximumLine)
            TooLong = true;
        if (TooLong)
            return true;
        if (line.Length > 0 && line.Span[^1] == (byte)'\r')
            line = line[..^1];
        if (LineNumber == 1 && line.Span.StartsWith("\uFEFF"u8))
            line = line[3..];
        Line = line;
        return true;
    }

    private async ValueTask FillAsync(CancellationToken cancellationToken)
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        if (_end == _buffer.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
            _buffer.AsSpan(0, _end).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }

        var read = await stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
        BytesRead += read;
        _end += read;
        _atEnd = read == 0;
    }
}
