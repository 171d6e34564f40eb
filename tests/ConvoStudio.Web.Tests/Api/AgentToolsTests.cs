using System.Text.Json.Nodes;
using ConvoStudio.Application.Log;

namespace ConvoStudio.Web.Tests.Api;

public sealed class AgentToolsTests
{
    [Fact]
    public async Task Tools_AreTheFieldsOfTheDocumentWithTheWordsOfThePlaybook()
    {
        await using var host = await ApiHost.StartWithPlaybookAsync();
        using var client = host.Client();
        var document = await ApiHost.Ok(client.GetAsync("/openapi/v1.json"));
        var answer = await ApiHost.Ok(client.GetAsync($"/api/v1/playbooks/{ApiHost.Playbook}/tools"));
        var functions = answer["tools"]!.AsArray().Select(t => t!["function"]!).ToDictionary(f => f["name"]!.GetValue<string>());
        Assert.Equal(["add_turn", "ask_next_action", "close_conversation", "open_conversation", "report_outcome"], functions.Keys.Order(StringComparer.Ordinal));
        (string Tool, string Type)[] bodies = [("open_conversation", "OpenConversationRequest"), ("add_turn", "AddTurnRequest"), ("ask_next_action", "DecideRequest"), ("report_outcome", "RecordOutcomeRequest"), ("close_conversation", "CloseRequest")];
        foreach (var (tool, type) in bodies)
        {
            var parameters = functions[tool]["parameters"]!;
            var named = parameters["properties"]!.AsObject().Select(p => p.Key).Where(p => p != "conversationId").Order(StringComparer.Ordinal);
            var documented = document["components"]!["schemas"]![type]!["properties"]!.AsObject().Select(p => p.Key).Where(p => p != "idempotencyKey").Order(StringComparer.Ordinal);
            Assert.Equal(documented, named);
            Assert.All(parameters["required"]!.AsArray(), name => Assert.True(parameters["properties"]!.AsObject().ContainsKey(name!.GetValue<string>())));
            Assert.DoesNotContain("$ref", functions[tool].ToJsonString(), StringComparison.Ordinal);
        }

        var turn = functions["add_turn"]["parameters"]!["properties"]!;
        Assert.Contains("recommend", Words(turn["acts"]!["items"]!));
        Assert.Contains("answer", Words(turn["acts"]!["items"]!));
        Assert.Equal(["new", "loyal"], Words(turn["facts"]!["properties"]!["segment"]!));
        Assert.Contains("hand-over", Words(turn["executed"]!));
        Assert.Equal("/api/v1/conversations/{conversationId}/turns", answer["calls"]!["add_turn"]!["path"]!.GetValue<string>());
    }

    [Fact]
    public async Task Sandbox_AnswersLikeTheStudio_AndLeavesItAlone()
    {
        await using var host = await ApiHost.StartWithPlaybookAsync();
        using var client = host.Client(await host.KeyAsync(Application.Keys.KeyScopes.Decide));
        var before = host.Studio.Log.LastSequence;
        var opened = await ApiHost.Created(client.PostAsync($"/api/v1/sandbox/playbooks/{ApiHost.Playbook}/conversations", ApiHost.Json(new { idempotencyKey = "o", customerKey = "c", channel = "test" })));
        var path = $"/api/v1/sandbox/conversations/{opened["conversationId"]}";
        var decided = await ApiHost.Created(client.PostAsync($"{path}/decisions", ApiHost.Json(new { idempotencyKey = "d" })));
        Assert.Equal(4294967296, decided["eligible"]!.AsArray().Sum(e => e!["weight"]!.GetValue<long>()));
        await ApiHost.ProblemAsync(client.PostAsync($"/api/v1/conversations/{opened["conversationId"]}/decisions", ApiHost.Json(new { idempotencyKey = "d" })), System.Net.HttpStatusCode.NotFound);
        Assert.Equal(before, host.Studio.Log.LastSequence);
        Assert.Empty(host.Studio.Log.ListConversations(ApiHost.Playbook, LogSource.Live));
    }

    private static IEnumerable<string> Words(JsonNode schema) => schema["enum"]!.AsArray().OfType<JsonNode>().Select(w => w.GetValue<string>());
}
