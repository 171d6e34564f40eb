using System.Text;
using ConvoStudio.Application.Compliance;
using ConvoStudio.Application.Log;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ConvoStudio.Application.Tests.Compliance;

public sealed class RuleActivityTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly FakeDecisionLog _log = new();
    private readonly FakeTimeProvider _time = new(Now);

    [Fact]
    public async Task LastDays_CountsDecisionsNotActions_AndShadowApart()
    {
        using var activity = new RuleActivity(_log, _time);
        await DecideAsync(Now, blocked: ["a", "a", "b"], shadow: ["c"]);
        await DecideAsync(Now, blocked: ["a"]);
        var fired = await activity.LastDaysAsync(TestStudio.Sales, "shop", TestContext.Current.CancellationToken);
        Assert.Equal(new RuleFirings(2, 0), fired["a"]);
        Assert.Equal(new RuleFirings(1, 0), fired["b"]);
        Assert.Equal(new RuleFirings(0, 1), fired["c"]);
    }

    [Fact]
    public async Task LastDays_LeavesOutWhatIsOlderOrElsewhere_AndFollowsTheLog()
    {
        using var activity = new RuleActivity(_log, _time);
        await DecideAsync(Now.AddDays(-31), blocked: ["a"]);
        await DecideAsync(Now.AddDays(-29), blocked: ["a"]);
        await DecideAsync(Now, blocked: ["a"], playbook: "other");
        await DecideAsync(Now, blocked: ["a"], source: LogSource.Simulated);
        Assert.Equal(1, await CountAsync());
        await DecideAsync(Now, blocked: ["a"]);
        Assert.Equal(2, await CountAsync());
        // Two days on, the older of the two is out of sight.
        _time.Advance(TimeSpan.FromDays(2));
        Assert.Equal(1, await CountAsync());

        async Task<int> CountAsync() => (await activity.LastDaysAsync(TestStudio.Sales, "shop", TestContext.Current.CancellationToken)).GetValueOrDefault("a", RuleFirings.None).Blocked;
    }

    private async Task DecideAsync(DateTimeOffset at, string[] blocked, string[]? shadow = null, string playbook = "shop", LogSource source = LogSource.Live)
    {
        static string List(IEnumerable<string> rules) => string.Join(',', rules.Select((rule, i) => $$"""{"action":{{i}},"rule":"{{rule}}","ruleHash":"","sentence":""}"""));
        var payload = Encoding.UTF8.GetBytes($$"""{"blocked":[{{List(blocked)}}],"shadowBlocked":[{{List(shadow ?? [])}}]}""");
        await _log.AppendAsync(
            new LogAppend(source, [new NewLogEntry(LogKind.Decision, 0, at, payload)], Opens: new NewConversation(Guid.NewGuid(), null, playbook, new byte[32], "web", null, null, null)),
            TestContext.Current.CancellationToken);
    }
}
