using ConvoStudio.Application.Log;
using ConvoStudio.Application.Studios;

namespace ConvoStudio.Web.Components.Conversations;

/// <summary>A page of conversations, newest first.</summary>
/// <param name="NextBefore">Number to go on below, or null at the end.</param>
/// <param name="Complete">False when the search gave up before the oldest conversation.</param>
public sealed record ConversationRows(IReadOnlyList<Talk> Talks, long? NextBefore, bool Complete)
{
    public const int PageSize = 25;

    /// <summary>Conversations a search looks through before it says so and stops: the log has no index of external ids.</summary>
    public const int SearchLimit = 20_000;
    private const int Chunk = 500;

    /// <param name="text">Part of an external id, or a whole conversation id; null for all.</param>
    public static ConversationRows Read(Studio studio, string playbook, LogSource? source, string? text, long before = long.MaxValue)
    {
        var (found, complete) = string.IsNullOrWhiteSpace(text)
            ? (studio.Log.ListConversations(playbook, source, before, PageSize + 1), true)
            : Search(studio, playbook, source, text.Trim(), before);
        var talks = found.Take(PageSize).Select(row => Talk.Read(row, studio.Log.ReadConversation(row.No))).ToList();
        return new(talks, found.Count > PageSize ? talks[^1].Row.No : null, complete);
    }

    private static (IReadOnlyList<ConversationRow> Rows, bool Complete) Search(Studio studio, string playbook, LogSource? source, string text, long before)
    {
        if (Guid.TryParse(text, out var id))
            return (studio.Log.FindConversation(id) is { } one && one.Playbook == playbook && !studio.Log.IsWithdrawn(one) && (source is null || one.Source == source) ? [one] : [], true);
        List<ConversationRow> found = [];
        for (var seen = 0; seen < SearchLimit; seen += Chunk)
        {
            var chunk = studio.Log.ListConversations(playbook, source, before, Chunk);
            found.AddRange(chunk.Where(row => row.ExternalId?.Contains(text, StringComparison.OrdinalIgnoreCase) == true));
            if (found.Count > PageSize || chunk.Count < Chunk) return (found, true);
            before = chunk[^1].No;
        }
        return (found, false);
    }
}
