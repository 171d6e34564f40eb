using ConvoStudio.Application.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ConvoStudio.Web.Components.CsvFiles;

/// <summary>Rows handed out as a CSV file, written while they are read.</summary>
internal static class CsvDownload
{
    /// <summary>The file, or 404 where what it is about is not there or not this person's to see.</summary>
    /// <param name="find">Throws <see cref="NotFoundException"/>: once the first byte is out it is too late for a 404.</param>
    /// <param name="write">Writes heads and rows.</param>
    /// <param name="fileName">Name of the file.</param>
    public static async Task<Results<PushStreamHttpResult, NotFound>> OfAsync(Func<Task> find, Func<TextWriter, Task> write, string fileName)
    {
        try
        {
            await find();
        }
        catch (NotFoundException)
        {
            return TypedResults.NotFound();
        }

        return TypedResults.Stream(
            async stream =>
            {
                await using var writer = new StreamWriter(stream, leaveOpen: true);
                await write(writer);
            },
            "text/csv; charset=utf-8", fileName);
    }
}
