using ConvoStudio.Application.Compliance;
using ConvoStudio.Application.Tests.Studios;
using Xunit;

namespace ConvoStudio.Application.Tests.Compliance;

public sealed class ProxyServiceTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Test_AFactThatStandsInForTheProtectedOne_IsFound_AndNoValueIsTold()
    {
        await using var studio = await StudioHarness.StartAsync();
        for (var i = 0; i < 80; i++)
            await studio.OpenConversationAsync($"c-{i}", StudioHarness.Facts(i % 2 == 0 ? "new" : "loyal", 100 * (i % 7), minor: i % 2 == 0));
        var report = await Service(studio).TestAsync(StudioHarness.Configuration(), "minor", Token);
        Assert.Equal((80, 2, 0), (report.Conversations, report.Groups, report.Hidden));
        Assert.Equal(("segment", 0.001), (report.Result!.Facts[0].Fact, report.Result.Facts[0].PValue));
        Assert.Equal(1, report.Result.Explained, 6);
        Assert.True(report.Result.Facts[1].PValue > 0.05);
    }

    [Fact]
    public async Task Test_GroupBelowTheMinimumCell_SaysNothing()
    {
        await using var studio = await StudioHarness.StartAsync();
        for (var i = 0; i < 60; i++)
            await studio.OpenConversationAsync($"c-{i}", StudioHarness.Facts(i < 19 ? "new" : "loyal", 100, minor: i < 19));
        var report = await Service(studio).TestAsync(StudioHarness.Configuration(), "minor", Token);
        Assert.Equal((41, 1, 1), (report.Conversations, report.Groups, report.Hidden));
        Assert.Null(report.Result);
    }

    [Fact]
    public async Task Test_ANumber_IsGroupedAtItsQuartiles()
    {
        await using var studio = await StudioHarness.StartAsync();
        for (var i = 0; i < 100; i++)
            await studio.OpenConversationAsync($"c-{i}", StudioHarness.Facts(i < 50 ? "new" : "loyal", i, minor: false));
        var report = await Service(studio).TestAsync(StudioHarness.Configuration(), "spend", Token);
        Assert.Equal((100, 4, "segment"), (report.Conversations, report.Groups, Assert.Single(report.Result!.Facts).Fact));
        Assert.InRange(report.Result.Explained, 0.3, 0.35);
    }

    private static ProxyService Service(StudioHarness studio) => new(studio.Studio.Log, studio.Studio.Store.Protected, studio.Studio.Configurations, null!);
}
