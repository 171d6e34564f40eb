using System.Net;
using System.Text.Json.Nodes;
using ConvoStudio.Application.Keys;
using ConvoStudio.Application.Log;

namespace ConvoStudio.Web.Tests.Api;

public sealed class OutcomeEndpointTests
{
    private const string Path = "/api/v1/outcomes";

    [Fact]
    public async Task Batch_RecordsWhatMatches_SaysOfEachRowWhy_AndRepeatsItsAnswerByteForByte()
    {
        await using var host = await ApiHost.StartWithPlaybookAsync();
        using var client = host.Client();
        using var reporter = host.Client(await host.KeyAsync(KeyScopes.Report));
        var settled = await host.OpenAsync(client);
        await ApiHost.Created(client.PostAsync($"/api/v1/conversations/{settled}/outcomes", ApiHost.Json(new { idempotencyKey = "o", metric = "converted", value = 0, final = true })));
        await ApiHost.Created(client.PostAsync($"/api/v1/playbooks/{ApiHost.Playbook}/conversations", ApiHost.Json(new { idempotencyKey = "x", customerKey = "other", externalId = "chat-7", channel = "web" })));
        var body = new JsonObject
        {
            ["idempotencyKey"] = "crm-1",
            ["rows"] = new JsonArray(
                Row("conversationId", settled.ToString(), 1), Row("externalId", "chat-7", 1), Row("externalId", "chat-8", 1),
                Row("customerKey", "other", 12, metric: "value", at: TimeProvider.System.GetUtcNow().AddDays(1)), Row("externalId", "chat-7", 1)),
        }.ToJsonString();
        var first = await TextAsync(reporter.PostAsync(Path, ApiHost.Text(body)));
        var answer = JsonNode.Parse(first)!;
        Assert.Equal(["amendment", "recorded", "unmatched", "recorded", "same-as-before"], answer["rows"]!.AsArray().Select(r => r!["status"]!.GetValue<string>()));
        Assert.Equal("no-such-conversation", answer["rows"]![2]!["reason"]!.GetValue<string>());
        Assert.Equal((2, 1, 1, 1), (Count(answer, "recorded"), Count(answer, "amendments"), Count(answer, "sameAsBefore"), Count(answer, "unmatched")));
        var sequence = host.Studio.Log.LastSequence;

        Assert.Equal(first, await TextAsync(reporter.PostAsync(Path, ApiHost.Text(body))));
        Assert.Equal(sequence, host.Studio.Log.LastSequence);
        await ApiHost.ProblemAsync(reporter.PostAsync(Path, ApiHost.Text(body.Replace("chat-8", "chat-9", StringComparison.Ordinal))), HttpStatusCode.Conflict);
        // The key belongs to who sent it: the other's rows are told to be known, and are not doubled.
        var others = JsonNode.Parse(await TextAsync(client.PostAsync(Path, ApiHost.Text(body))))!;
        Assert.Equal(4, Count(others, "sameAsBefore"));
        Assert.Equal(sequence, host.Studio.Log.LastSequence);
    }

    [Fact]
    public async Task Batch_WhileTheLogTakesNothing_IsAskedBackAndThenRecordedOnce()
    {
        await using var host = await ApiHost.StartWithPlaybookAsync();
        using var client = host.Client();
        var id = await host.OpenAsync(client);
        var body = new JsonObject { ["idempotencyKey"] = "crm-1", ["rows"] = new JsonArray(Row("conversationId", id.ToString(), 1)) }.ToJsonString();
        host.ReadOnly = true;
        await ApiHost.ProblemAsync(client.PostAsync(Path, ApiHost.Text(body)), HttpStatusCode.ServiceUnavailable);
        host.ReadOnly = false;
        var answer = JsonNode.Parse(await TextAsync(client.PostAsync(Path, ApiHost.Text(body))))!;
        Assert.Equal(1, Count(answer, "recorded"));
        var row = host.Studio.Log.FindConversation(id)!;
        Assert.Single(host.Studio.Log.ReadConversation(row.No), e => e.Kind == LogKind.Outcome);
    }

    private static JsonObject Row(string by, string value, double amount, string metric = "converted", DateTimeOffset? at = null)
    {
        var match = new JsonObject { [by] = value };
        if (at is { } time)
            match["at"] = time;
        return new JsonObject { ["match"] = match, ["playbook"] = ApiHost.Playbook, ["metric"] = metric, ["value"] = amount };
    }

    private static int Count(JsonNode answer, string status) => answer[status]!.GetValue<int>();

    private static async Task<string> TextAsync(Task<HttpResponseMessage> answer)
    {
        using var response = await answer;
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, text);
        return text;
    }
}
