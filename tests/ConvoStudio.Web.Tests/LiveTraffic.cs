using System.Text.Json;
using ConvoStudio.Application.Conversations;
using ConvoStudio.Application.Decisions;
using ConvoStudio.Application.Studios;

namespace ConvoStudio.Web.Tests;

/// <summary>Conversations as an agent would hold them, each with one decision and a final outcome.</summary>
internal sealed class LiveTraffic(Studio studio, string playbook)
{
    private int _requests;

    /// <param name="converted">How many of them, the first ones, convert.</param>
    public Task PlayAsync(int conversations, int converted) => PlayAsync(conversations, (number, _) => number < converted);

    /// <param name="converts">Whether one converts, by its number and its arm.</param>
    /// <param name="channel">Of one, by its number; web for all by default.</param>
    public async Task PlayAsync(int conversations, Func<int, string?, bool> converts, Func<int, string>? channel = null)
    {
        for (var number = 0; number < conversations; number++)
        {
            var opened = await studio.Conversations.OpenAsync(
                new OpenConversation("key", playbook, $"c-{_requests}", null, channel?.Invoke(number) ?? "web", null, "Europe/Vienna", null, new Dictionary<string, JsonElement>(), null), Next());
            var id = ((OpenedAnswer)JsonSerializer.Deserialize(opened.Body.Span, typeof(OpenedAnswer), AnswerJson.Default)!).ConversationId;
            var decided = await studio.Decisions.DecideAsync(id, null, Next());
            var arm = ((DecisionAnswer)JsonSerializer.Deserialize(decided.Body.Span, typeof(DecisionAnswer), AnswerJson.Default)!).Arm;
            await studio.Outcomes.RecordAsync(id, new RecordOutcome("converted", converts(number, arm) ? 1 : 0, Final: true), Next());
        }
    }

    private RequestIdentity Next() => RequestIdentity.Of($"key-{_requests++}", "test", []);
}
