using ConvoStudio.Application.Compliance;
using ConvoStudio.Application.Tests.Studios;
using ConvoStudio.Engine.Compliance.Parity;
using ConvoStudio.Engine.Compliance.Sentences.Rules;
using ConvoStudio.Engine.Contexts;
using Xunit;

namespace ConvoStudio.Application.Tests.Compliance;

public sealed class ParityServiceTests
{
    private static readonly ParityRule Rule = new(["recommend"], "minor", 0.2, 0.95, 1);

    [Fact]
    public async Task Compare_GroupsTreatedDifferently_IsBroken_WithTheCountsOfBoth()
    {
        await using var studio = await StudioHarness.StartAsync();
        await TalkAsync(studio, minor: true, conversations: 40, recommended: 2);
        await TalkAsync(studio, minor: false, conversations: 40, recommended: 38);
        var report = await Service(studio).CompareAsync(StudioHarness.Playbook, Rule, 1000, TestContext.Current.CancellationToken);
        Assert.Equal([new("false", 40, 38), new("true", 40, 2)], report.Groups);
        Assert.Equal((ParityVerdict.Broken, "false", "true", 0), (report.Result.Verdict, report.Result.Higher, report.Result.Lower, report.Hidden));
    }

    [Fact]
    public async Task Compare_AGroupBelowTheMinimumCell_IsNotShown()
    {
        await using var studio = await StudioHarness.StartAsync();
        await TalkAsync(studio, minor: true, conversations: 19, recommended: 19);
        await TalkAsync(studio, minor: false, conversations: 20, recommended: 0);
        var report = await Service(studio).CompareAsync(StudioHarness.Playbook, Rule, 1000, TestContext.Current.CancellationToken);
        Assert.Equal([new("false", 20, 0)], report.Groups);
        Assert.Equal((ParityVerdict.NotEnoughEvidence, 1), (report.Result.Verdict, report.Hidden));
    }

    private static ParityService Service(StudioHarness studio) => new(studio.Studio.Log, studio.Studio.Store.Protected, null!, null!);

    private static async Task TalkAsync(StudioHarness studio, bool minor, int conversations, int recommended)
    {
        for (var i = 0; i < conversations; i++)
        {
            var id = await studio.OpenConversationAsync($"{minor}-{i}", StudioHarness.Facts("loyal", 100, minor));
            await studio.SayAsync(id, Speaker.Agent, i < recommended ? "recommend" : "ask");
        }
    }
}
