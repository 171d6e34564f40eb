using System.Net;
using System.Text;
using ConvoStudio.Application.Log;
using Microsoft.Extensions.DependencyInjection;

namespace ConvoStudio.Web.Tests.Api;

public sealed class LimitTests
{
    [Fact]
    public async Task Body_AboveTheLimit_Answers413WithAndWithoutLength()
    {
        await using var host = ApiHost.Start();
        using var client = host.Client();
        var body = $$"""{"idempotencyKey":"{{new string('x', 300_000)}}"}""";
        await ApiHost.ProblemAsync(client.PostAsync("/api/v1/playbooks/x/conversations", ApiHost.Text(body)), HttpStatusCode.RequestEntityTooLarge);
        using var chunked = new HttpRequestMessage(HttpMethod.Post, "/api/v1/playbooks/x/conversations") { Content = ApiHost.Text(body) };
        chunked.Headers.TransferEncodingChunked = true;
        await ApiHost.ProblemAsync(client.SendAsync(chunked), HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task Body_OfAnotherType_Answers415()
    {
        await using var host = ApiHost.Start();
        using var client = host.Client();
        await ApiHost.ProblemAsync(client.PostAsync("/api/v1/playbooks/x/conversations", new StringContent("{}", Encoding.UTF8, "text/plain")), HttpStatusCode.UnsupportedMediaType);
        await ApiHost.ProblemAsync(client.PostAsync("/api/v1/imports", new StringContent("{}", Encoding.UTF8, "text/html")), HttpStatusCode.UnsupportedMediaType);
    }

    [Fact]
    public async Task Key_AboveItsRate_Answers429AndLeavesOtherKeysAlone()
    {
        await using var host = ApiHost.Start(("Api:RequestsPerSecond", "1"), ("Api:Burst", "3"));
        using var client = host.Client();
        for (var i = 0; i < 3; i++)
            await ApiHost.Ok(client.GetAsync("/api/v1/playbooks"));
        await ApiHost.ProblemAsync(client.GetAsync("/api/v1/playbooks"), HttpStatusCode.TooManyRequests);
        using var other = host.Client(await host.KeyAsync(Application.Keys.KeyScopes.Report));
        await ApiHost.Ok(other.GetAsync("/api/v1/playbooks"));
    }

    [Fact]
    public async Task ReadOnlyLog_Answers503AndChangesNothing()
    {
        await using var host = await ApiHost.StartWithPlaybookAsync();
        using var client = host.Client();
        var id = await host.OpenAsync(client);
        var before = host.Studio.Log.LastSequence;
        host.ReadOnly = true;
        (string Path, string Body)[] requests =
        [
            ($"playbooks/{ApiHost.Playbook}/conversations", """{"idempotencyKey":"k","customerKey":"c","channel":"web","facts":{"minor":true}}"""),
            ($"conversations/{id}/turns", """{"idempotencyKey":"t","speaker":"customer","acts":[]}"""),
            ($"conversations/{id}/decisions", """{"idempotencyKey":"d"}"""),
            ($"conversations/{id}/outcomes", """{"idempotencyKey":"o","metric":"value","value":1}"""),
            ($"conversations/{id}/close", """{"idempotencyKey":"c"}"""),
            ($"playbooks/{ApiHost.Playbook}/actions", """{"key":"greet","acts":["greet"]}"""),
        ];
        foreach (var (path, body) in requests)
            await ApiHost.ProblemAsync(client.PostAsync($"/api/v1/{path}", ApiHost.Text(body)), HttpStatusCode.ServiceUnavailable);
        Assert.Equal(before, host.Studio.Log.LastSequence);
        host.ReadOnly = false;
        foreach (var (path, body) in requests[..^1])
        {
            using var response = await client.PostAsync($"/api/v1/{path}", ApiHost.Text(body));
            Assert.True(response.IsSuccessStatusCode, path);
            Assert.False(response.Headers.Contains("Idempotent-Replay"));
        }
    }

    [Fact]
    public async Task LiveLog_IsWrittenWithFullSynchronization()
    {
        await using var host = ApiHost.Start();
        var log = (SqliteDecisionLog)((SwitchableLog)host.Services.GetRequiredService<IDecisionLog>()).Inner;
        Assert.Equal(2, log.WriterSynchronous);
    }
}
