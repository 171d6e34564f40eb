using ConvoStudio.Application.CsvFiles;
using ConvoStudio.Application.Jobs;

namespace ConvoStudio.Application.Imports;

/// <summary>CSV whose rows are turns. The rows of a conversation stand together; memory holds one conversation.</summary>
internal sealed class CsvSource : IImportSource
{
    private readonly CsvFile _file;
    private readonly ImportMapping _mapping;
    private readonly long _after;
    private bool _ahead;

    /// <param name="after">Rows up to here were taken before.</param>
    /// <exception cref="JobFailedException">It is no CSV.</exception>
    public CsvSource(string path, ImportOptions options, ImportMapping mapping, long after)
    {
        (_mapping, _after) = (mapping, after);
        try
        {
            _file = new CsvFile(path, options.MaximumUnpackedBytes);
        }
        catch (CsvFileException exception)
        {
            throw Failed(exception);
        }
    }

    public double Share => _file.Share;

    public long Line => _file.Row;

    public ValueTask<bool> TakeAsync(ImportChunk chunk, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            return ValueTask.FromResult(Take(chunk));
        }
        catch (CsvFileException exception)
        {
            throw Failed(exception);
        }
    }

    public void Dispose() => _file.Dispose();

    private bool Take(ImportChunk chunk)
    {
        while (!_ahead && (_ahead = _file.Read()) && _file.Row <= _after)
            _ahead = false;
        if (!_ahead)
            return false;
        var (turn, problem, id) = CsvTurn.Read(_file, _mapping);
        var last = _file.Row;
        if (id.Length == 0)
        {
            chunk.Bad.Add((last, problem!));
            (chunk.LastLine, _ahead) = (last, false);
            return true;
        }

        var conversation = new CsvConversation(id);
        conversation.Add(last, turn, problem);
        while (_ahead = _file.Read())
        {
            string next;
            (turn, problem, next) = CsvTurn.Read(_file, _mapping);
            if (next != id)
                break;
            last = _file.Row;
            conversation.Add(last, turn, problem);
        }

        Close(conversation, chunk);
        chunk.LastLine = last;
        return true;
    }

    private void Close(CsvConversation conversation, ImportChunk chunk)
    {
        var (json, bad) = conversation.Write(_mapping, _file.Heads);
        if (bad is { } left)
            chunk.Bad.Add(left);
        else if (ConversationLine.TryParse(json, out var parsed, out var problem))
            chunk.Add(conversation.FirstRow, json, parsed);
        else
            chunk.Bad.Add((conversation.FirstRow, problem));
    }

    private static JobFailedException Failed(CsvFileException exception) => new($"{exception.Message} Nothing of the file was kept.", exception);
}
