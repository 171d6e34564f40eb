namespace ConvoStudio.Application.Imports;

/// <summary>A file as a stream of conversations.</summary>
internal interface IImportSource : IDisposable
{
    /// <summary>Share of the file that is read, 0 to 1.</summary>
    double Share { get; }

    /// <summary>Lines read so far.</summary>
    long Line { get; }

    /// <summary>Takes the next piece into the chunk: a conversation, a bad line, or nothing where there was nothing; false at the end.</summary>
    /// <exception cref="Jobs.JobFailedException">The file cannot be read any further.</exception>
    ValueTask<bool> TakeAsync(ImportChunk chunk, CancellationToken cancellationToken);
}
