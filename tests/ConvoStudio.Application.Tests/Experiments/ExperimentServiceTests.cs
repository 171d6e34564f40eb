using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Experiments;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Persistence;
using ConvoStudio.Application.Playbooks;
using Xunit;

namespace ConvoStudio.Application.Tests.Experiments;

public sealed class ExperimentServiceTests
{
    private static readonly ArmPart[] TwoArms = [new("treatment", "Same again", "uniform", 3, false), new("control", "As ever", "uniform", 1, true)];

    // Draft → Running ⇄ Paused → Stopped → Concluded, and from Running straight to Stopped. Each row: the way there, then the verbs allowed next.
    [Theory]
    [InlineData("", "start")]
    [InlineData("start", "pause stop")]
    [InlineData("start pause", "resume stop")]
    [InlineData("start pause resume", "pause stop")]
    [InlineData("start stop", "conclude")]
    [InlineData("start pause stop", "conclude")]
    [InlineData("start stop conclude", "")]
    public async Task Move_FromEachState_AllowsOnlyTheNamedVerbs(string way, string allowed)
    {
        foreach (var verb in new[] { "start", "pause", "resume", "stop", "conclude" })
        {
            await using var studio = await ShopAsync();
            foreach (var step in way.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                await MoveAsync(studio, step);
            if (allowed.Split(' ').Contains(verb, StringComparer.Ordinal))
                await MoveAsync(studio, verb);
            else
                await Assert.ThrowsAsync<TransitionException>(() => MoveAsync(studio, verb));
        }
    }

    [Fact]
    public async Task Start_Draft_GoesThroughTheOutbox_AndAnotherOneIsRefused()
    {
        await using var studio = await ShopAsync();
        Assert.Equal(1, studio.Configurations.Find("shop")!.Configuration.Version);
        await MoveAsync(studio, "start");
        var part = Assert.Single(studio.Configurations.Find("shop")!.Configuration.Experiments);
        Assert.True(part.Running);
        Assert.Equal([("control", 1u, true), ("treatment", 3u, false)], part.Arms.Select(a => (a.Key, a.Share, a.Control)));
        var experiments = studio.Get<ExperimentService>();
        await experiments.CreateAsync(TestStudio.Analyst, "shop", new NewExperiment("second", "Second", "Again", TwoArms));
        await Assert.ThrowsAsync<TransitionException>(() => experiments.StartAsync(TestStudio.Analyst, "second"));
        await MoveAsync(studio, "pause");
        Assert.False(studio.Configurations.Find("shop")!.Configuration.Experiments[0].Running);
        // A paused one keeps its place: its units must find it free when it goes on.
        await Assert.ThrowsAsync<TransitionException>(() => experiments.StartAsync(TestStudio.Analyst, "second"));
        await MoveAsync(studio, "stop");
        await experiments.StartAsync(TestStudio.Analyst, "second");
        Assert.Equal("second", Assert.Single(studio.Configurations.Find("shop")!.Configuration.Experiments).Key);
    }

    [Fact]
    public async Task Create_Wrong_NamesEachField()
    {
        await using var studio = await ShopAsync();
        var wrong = new NewExperiment("First", "", "", [new("a", "A", "none", 0, false)]);
        var exception = await Assert.ThrowsAsync<ValidationException>(() => studio.Get<ExperimentService>().CreateAsync(TestStudio.Analyst, "shop", wrong));
        Assert.Equal(["arms", "arms[0].policy", "hypothesis", "key", "name"], exception.Errors.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(3, exception.Errors["arms"].Count);
        await Assert.ThrowsAsync<ValidationException>(
            () => studio.Get<ExperimentService>().CreateAsync(TestStudio.Analyst, "shop", new NewExperiment("first", "Twice", "Key", TwoArms)));
        await Assert.ThrowsAsync<ForbiddenException>(() => studio.Get<ExperimentService>().StartAsync(TestStudio.Compliance, "first"));
        await Assert.ThrowsAsync<NotFoundException>(() => studio.Get<ExperimentService>().StartAsync(TestStudio.Analyst, "none"));
        Assert.Equal("First", Assert.Single(await studio.Get<ExperimentService>().ListAsync(TestStudio.Compliance, "shop")).Name);
    }

    private static async Task<TestStudio> ShopAsync()
    {
        var studio = await TestStudio.OpenAsync();
        await studio.Get<PlaybookService>().CreateAsync(TestStudio.Sales, "shop", "Shop");
        await studio.Get<ExperimentService>().CreateAsync(TestStudio.Analyst, "shop", new NewExperiment("first", "First", "It is the same", TwoArms));
        return studio;
    }

    private static Task<Experiment> MoveAsync(TestStudio studio, string verb)
    {
        var experiments = studio.Get<ExperimentService>();
        return verb switch
        {
            "start" => experiments.StartAsync(TestStudio.Analyst, "first"),
            "pause" => experiments.PauseAsync(TestStudio.Analyst, "first", "Waiting for the campaign"),
            "resume" => experiments.ResumeAsync(TestStudio.Analyst, "first"),
            "stop" => experiments.StopAsync(TestStudio.Analyst, "first", "Seen enough"),
            _ => experiments.ConcludeAsync(TestStudio.Analyst, "first", new NewConclusion("control", "Nothing to see")),
        };
    }
}
