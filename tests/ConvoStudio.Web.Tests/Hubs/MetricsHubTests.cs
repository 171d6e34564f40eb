using System.Text.Json;
using System.Threading.Channels;
using ConvoStudio.Application.Keys;
using ConvoStudio.Web.Hubs;
using ConvoStudio.Web.Tests.Api;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;

namespace ConvoStudio.Web.Tests.Hubs;

public sealed class MetricsHubTests
{
    [Fact]
    public async Task Watcher_GetsTheFramesOfThePage()
    {
        await using var host = await ApiHost.StartWithPlaybookAsync();
        using var client = host.Client();
        // Told twice: one on the connection, one in the process as a page is.
        var onPage = new System.Collections.Concurrent.ConcurrentDictionary<(long, DateTimeOffset), string>();
        await using var connection = Connect(host, await host.KeyAsync(KeyScopes.Report));
        var onHub = Channel.CreateUnbounded<JsonElement>();
        connection.On<JsonElement>("Frame", frame => onHub.Writer.TryWrite(frame));
        await connection.StartAsync();
        using var page = host.Studio.Metrics.Subscribe("first", frame =>
            onPage[(frame.Sequence, frame.AsOf)] = JsonSerializer.Serialize(MetricsMessage.Of(frame), MetricsJson.Default.MetricsMessage));
        await connection.InvokeAsync("Watch", "first");
        var first = await onHub.Reader.ReadAsync(Timeout);
        Assert.Equal("first", first.GetProperty("experiment").GetString());

        var id = await host.OpenAsync(client);
        await host.DecideAsync(client, id);
        var compared = 0;
        await foreach (var frame in onHub.Reader.ReadAllAsync(Timeout))
        {
            if (!onPage.TryGetValue((frame.GetProperty("sequence").GetInt64(), frame.GetProperty("asOf").GetDateTimeOffset()), out var same))
                continue;
            Assert.Equal(same, frame.GetRawText());
            compared++;
            if (frame.GetProperty("arms").EnumerateArray().Sum(a => a.GetProperty("decisions").GetInt64()) == 1)
                break;
        }

        Assert.True(compared > 0);
    }

    [Fact]
    public async Task Hub_WithoutAKeyOrWithAnotherScope_RefusesTheConnection()
    {
        await using var host = await ApiHost.StartWithPlaybookAsync();
        foreach (var (key, status) in new[] { ((string?)null, "401"), ("cs_unknown", "401"), (await host.KeyAsync(KeyScopes.Decide | KeyScopes.Manage), "403") })
        {
            await using var connection = Connect(host, key);
            var refused = await Assert.ThrowsAsync<HttpRequestException>(() => connection.StartAsync(Timeout));
            Assert.Contains(status, refused.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Hub_TakesTheKeyFromTheAddress()
    {
        await using var host = await ApiHost.StartWithPlaybookAsync();
        await using var connection = new HubConnectionBuilder()
            .WithUrl(new Uri(host.ClientOptions.BaseAddress, $"/hubs/metrics?access_token={await host.KeyAsync(KeyScopes.Report)}")).Build();
        await connection.StartAsync(Timeout);
        await connection.InvokeAsync("Watch", "first");
    }

    [Fact]
    public async Task Watch_OfAnUnknownExperiment_IsRefused()
    {
        await using var host = await ApiHost.StartWithPlaybookAsync();
        await using var connection = Connect(host, ApiHost.FirstKey);
        await connection.StartAsync(Timeout);
        Assert.Contains("There is no experiment none.", (await Assert.ThrowsAsync<HubException>(() => connection.InvokeAsync("Watch", "none"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RevokedKey_EndsItsConnection()
    {
        await using var host = await ApiHost.StartWithPlaybookAsync();
        using var client = host.Client();
        var made = await ApiHost.Created(client.PostAsync("/api/v1/keys", ApiHost.Text("""{"name":"Board","scopes":["report"]}""")));
        await using var connection = Connect(host, made["secret"]!.GetValue<string>());
        var closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        connection.Closed += _ =>
        {
            closed.TrySetResult();
            return Task.CompletedTask;
        };
        await connection.StartAsync(Timeout);
        await ApiHost.Ok(client.DeleteAsync($"/api/v1/keys/{made["key"]!["id"]}"));
        await closed.Task.WaitAsync(Timeout);
    }

    private static CancellationToken Timeout => new CancellationTokenSource(TimeSpan.FromSeconds(20)).Token;

    private static HubConnection Connect(ApiHost host, string? key) => new HubConnectionBuilder()
        .WithUrl(new Uri(host.ClientOptions.BaseAddress, "/hubs/metrics"), options =>
        {
            if (key is not null)
                options.Headers["X-Api-Key"] = key;
        }).Build();
}
