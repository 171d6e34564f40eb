using System.Runtime.CompilerServices;
using ConvoStudio.Application.Persistence;
using ConvoStudio.Engine.Simulation;
using Microsoft.EntityFrameworkCore;

namespace ConvoStudio.Application.Imports;

/// <summary>Streams the staged conversations of an import in their order, a page at a time, so that no reader holds the file for long.</summary>
internal sealed class StagedReader(IDbContextFactory<StudioDbContext> contexts)
{
    private const int Page = 500;

    public async IAsyncEnumerable<SampleConversation> ReadAsync(Guid import, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var (_, conversation) in ReadLinesAsync(import, cancellationToken))
            yield return conversation;
    }

    /// <summary>As above, each with the line it was read from.</summary>
    public async IAsyncEnumerable<(byte[] Json, SampleConversation Conversation)> ReadLinesAsync(Guid import, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var after = 0L;
        while (true)
        {
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            var page = await db.StagedConversations.AsNoTracking().Where(c => c.ImportId == import && c.Id > after).OrderBy(c => c.Id)
                .Take(Page).Select(c => new { c.Id, c.Json }).ToListAsync(cancellationToken);
            if (page.Count == 0)
                yield break;
            foreach (var row in page)
            {
                // Staged lines were parsed before; one that no longer parses means the file was changed behind our back.
                if (!ConversationLine.TryParse(row.Json, out var conversation, out var problem))
                    throw new InvalidDataException($"Staged conversation {row.Id} cannot be read: {problem.Reason}");
                yield return (row.Json, conversation);
            }

            after = page[^1].Id;
        }
    }

    /// <summary>The first conversations, at most <paramref name="limit"/>.</summary>
    public async Task<List<SampleConversation>> SampleAsync(Guid import, int limit, CancellationToken cancellationToken)
    {
        var sample = new List<SampleConversation>();
        await foreach (var conversation in ReadAsync(import, cancellationToken))
        {
            sample.Add(conversation);
            if (sample.Count == limit)
                break;
        }

        return sample;
    }
}
