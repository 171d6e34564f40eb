using System.Text.Json;
using ConvoStudio.Application.Conversations;
using ConvoStudio.Application.Studios;

namespace ConvoStudio.Web.Tests;

/// <summary>Conversations as an agent would hold them, each with one decision and a final outcome.</summary>
internal sealed class LiveTraffic(Studio studio, string playbook)
{
    private int _requests;

    /// <param name="converted">How many of them, the first ones, convert.</param>
    public async Task PlayAsync(int conversations, int converted)
    {
        for (var number = 0; number < conversations; number++)
        {
            var opened = await studio.Conversations.OpenAsync(
                new OpenConversation("key", playbook, $"c-{_requests}", null, "web", null, "Europe/Vienna", null, new Dictionary<string, JsonElement>(), null), Next());
            var id = ((OpenedAnswer)JsonSerializer.Deserialize(opened.Body.Span, typeof(OpenedAnswer), AnswerJson.Default)!).ConversationId;
            await studio.Decisions.DecideAsync(id, null, Next());
            await studio.Outcomes.RecordAsync(id, new RecordOutcome("converted", number < converted ? 1 : 0, Final: true), Next());
        }
    }

    private RequestIdentity Next() => RequestIdentity.Of($"key-{_requests++}", "test", []);
}
