using System.IO.Compression;
using ConvoStudio.Application.Jobs;

namespace ConvoStudio.Application.Imports;

/// <summary>JSON lines, plain or packed with gzip: a conversation a line.</summary>
internal sealed class JsonLinesSource : IImportSource
{
    private readonly FileStream _file;
    private readonly Stream _content;
    private readonly LineReader _reader;
    private readonly ImportOptions _options;
    private readonly long _after;

    /// <param name="after">Lines up to here were taken before.</param>
    public JsonLinesSource(string path, ImportOptions options, long after)
    {
        _file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 64 * 1024, useAsync: true);
        _content = Unpack(_file);
        (_options, _after) = (options, after);
        _reader = new LineReader(_content, options.MaximumLineBytes);
    }

    public double Share => (double)_file.Position / Math.Max(1, _file.Length);

    public long Line => _reader.LineNumber;

    public async ValueTask<bool> TakeAsync(ImportChunk chunk, CancellationToken cancellationToken)
    {
        do
        {
            if (!await NextAsync(cancellationToken))
            {
                chunk.LastLine = Math.Max(_after, _reader.LineNumber);
                return false;
            }
        }
        while (_reader.LineNumber <= _after);
        chunk.LastLine = _reader.LineNumber;
        if (_reader.TooLong)
        {
            chunk.Bad.Add((_reader.LineNumber, new LineProblem("$", $"The line is longer than {_options.MaximumLineBytes} bytes.", "Split the conversation, or leave out what is not needed.")));
        }
        else if (!_reader.Line.Span.Trim(" \t"u8).IsEmpty)
        {
            if (ConversationLine.TryParse(_reader.Line, out var conversation, out var problem))
                chunk.Add(_reader.LineNumber, _reader.Line, conversation);
            else
                chunk.Bad.Add((_reader.LineNumber, problem));
        }

        return true;
    }

    public void Dispose()
    {
        _reader.Dispose();
        _content.Dispose();
        _file.Dispose();
    }

    private async ValueTask<bool> NextAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (!await _reader.ReadAsync(cancellationToken))
                return false;
        }
        catch (InvalidDataException exception)
        {
            throw new JobFailedException($"The packed file is damaged after line {_reader.LineNumber}. Nothing of it was kept; upload it again.", exception);
        }

        if (_reader.BytesRead > _options.MaximumUnpackedBytes)
            throw new JobFailedException($"The file unpacks to more than {_options.MaximumUnpackedBytes} bytes. Nothing of it was kept; split it.");
        return true;
    }

    private static Stream Unpack(FileStream file)
    {
        Span<byte> magic = stackalloc byte[2];
        var read = file.ReadAtLeast(magic, 2, throwOnEndOfStream: false);
        file.Position = 0;
        return read == 2 && magic[0] == 0x1f && magic[1] == 0x8b ? new GZipStream(file, CompressionMode.Decompress) : file;
    }
}
