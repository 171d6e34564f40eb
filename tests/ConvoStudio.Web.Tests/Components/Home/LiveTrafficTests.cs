using Bunit;
using ConvoStudio.Application.LiveMetrics;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Studios;
using ConvoStudio.Web.Components.Home;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace ConvoStudio.Web.Tests.Components.Home;

public sealed class LiveTrafficTests : PageTest
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 2, 9, 0, 0, TimeSpan.Zero));
    private LiveTraffic? _traffic;

    public LiveTrafficTests() => Services.AddSingleton<TimeProvider>(_time);

    [Fact]
    public async Task Strip_TrafficArrives_TicksByItself()
    {
        await SignInAsync(Roles.SalesManager);
        await CreatePlaybookAsync();
        var page = Render<HomePage>();
        page.WaitForElement("[data-stat=Decisions]");
        var strip = page.FindComponent<TodayStrip>();
        Assert.Equal("0", Value(strip, "Decisions"));
        await PlayAsync(1, converted: 1);
        Get<TrafficFold>().Advance();
        strip.WaitForAssertion(() => Assert.Equal(("1", "1"), (Value(strip, "Decisions"), Value(strip, "Conversations"))));
        Assert.Contains("100", Value(strip, "Conversion"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatMoved_TooFewFinished_SaysWhenALineAppears()
    {
        await SignInAsync(Roles.SalesManager);
        await CreatePlaybookAsync();
        await PlayAsync(3, converted: 1);
        Get<TrafficFold>().Advance();
        var card = Render<WhatMoved>(p => p.Add(c => c.Playbook, "cards").Add(c => c.Champion, "uniform"));
        Assert.Contains("at least 20 finished", card.Find("[data-nothing-moved]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatMoved_TwoDays_DrawsThePolicyAndNamesItsInterval_AndFollows()
    {
        await SignInAsync(Roles.SalesManager);
        await CreatePlaybookAsync();
        await PlayAsync(20, converted: 10);
        _time.Advance(TimeSpan.FromDays(1));
        await PlayAsync(25, converted: 5);
        Get<TrafficFold>().Advance();
        var champion = Assert.Single(Get<TrafficFold>().Course("cards").Policies).Policy;
        var card = Render<WhatMoved>(p => p.Add(c => c.Playbook, "cards").Add(c => c.Champion, champion));
        Assert.Contains("20.0", card.Find("[data-moved]").TextContent, StringComparison.Ordinal);
        Assert.Contains("25 finished", card.Find("[data-moved]").TextContent, StringComparison.Ordinal);
        Assert.Contains("dashed", card.Find(".cs-dash").GetAttribute("style"), StringComparison.Ordinal);
        await PlayAsync(5, converted: 1);
        Get<TrafficFold>().Advance();
        card.WaitForAssertion(() => Assert.Contains("30 finished", card.Find("[data-moved]").TextContent, StringComparison.Ordinal));
        // One chart, made once.
        Assert.Single(JSInterop.Invocations, call => call.Identifier == "import" && call.Arguments[0] is string module && module.Contains("charts", StringComparison.Ordinal));
    }

    private static string Value(IRenderedComponent<TodayStrip> strip, string stat) => strip.Find($"[data-stat='{stat}'] .cs-stat-value").TextContent.Trim();

    private Task PlayAsync(int conversations, int converted) => (_traffic ??= new LiveTraffic(Get<Studio>(), "cards")).PlayAsync(conversations, converted);
}
