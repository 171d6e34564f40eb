using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Experiments;
using ConvoStudio.Application.Persistence;
using ConvoStudio.Application.Playbooks;
using ConvoStudio.Engine.Experiments;
using Xunit;

namespace ConvoStudio.Application.Tests.Experiments;

public sealed class ExperimentChangesTests
{
    private static readonly ArmPart[] ThreeArms = [new("control", "As ever", "uniform", 1, true), new("one", "One", "uniform", 1, false), new("two", "Two", "uniform", 1, false)];

    [Fact]
    public async Task Start_TwoInOneLayer_ShareIt_AndAThirdHasNoRoom()
    {
        await using var studio = await ShopAsync(0.6, "a", "b", "c");
        var experiments = studio.Get<ExperimentService>();
        await experiments.StartAsync(TestStudio.Analyst, "a");
        var exception = await Assert.ThrowsAsync<TransitionException>(() => experiments.StartAsync(TestStudio.Analyst, "b"));
        Assert.Contains("40", exception.Message, StringComparison.Ordinal);
        await studio.Get<ExperimentChanges>().SetTrafficAsync(TestStudio.Analyst, "a", 0.4);
        await experiments.StartAsync(TestStudio.Analyst, "b");
        var parts = studio.Configurations.Find("shop")!.Configuration.Experiments;
        var buckets = parts.SelectMany(p => p.Plan!.Buckets).SelectMany(b => Enumerable.Range(b.Start, b.Length)).ToList();
        Assert.Equal((10_000, 10_000), (buckets.Count, buckets.Distinct().Count()));
        await Assert.ThrowsAsync<ValidationException>(() => studio.Get<ExperimentChanges>().SetTrafficAsync(TestStudio.Analyst, "a", 0.5));
    }

    [Fact]
    public async Task Tester_IsKeptAsAHash_AndLeavesAgain()
    {
        await using var studio = await ShopAsync(1, "a");
        var changes = studio.Get<ExperimentChanges>();
        var experiment = await changes.AddTesterAsync(TestStudio.Analyst, "a", "mara-17", "one", "Mara");
        var tester = Assert.Single(experiment.Plan!.Testers!);
        Assert.DoesNotContain("mara-17", tester.CustomerHash, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ValidationException>(() => changes.AddTesterAsync(TestStudio.Analyst, "a", "mara-17", "two", "Mara again"));
        await Assert.ThrowsAsync<ValidationException>(() => changes.AddTesterAsync(TestStudio.Analyst, "a", "else", "none", "No such arm"));
        Assert.Null((await changes.RemoveTesterAsync(TestStudio.Analyst, "a", tester.CustomerHash)).Plan!.Testers);
        await Assert.ThrowsAsync<NotFoundException>(() => changes.RemoveTesterAsync(TestStudio.Analyst, "a", tester.CustomerHash));
    }

    [Fact]
    public async Task Arms_OfAFixedSplit_AreNotAdded_AndControlNeverGoes()
    {
        await using var studio = await ShopAsync(1, "a");
        var changes = studio.Get<ExperimentChanges>();
        var refused = await Assert.ThrowsAsync<TransitionException>(() => changes.AddArmAsync(TestStudio.Analyst, "a", new ArmPart("three", "Three", "uniform", 1, false)));
        Assert.Contains("Clone", refused.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<TransitionException>(() => changes.RetireArmAsync(TestStudio.Analyst, "a", "control", "Why not"));
        await Assert.ThrowsAsync<ValidationException>(() => changes.RetireArmAsync(TestStudio.Analyst, "a", "one", " "));
        var experiment = await changes.RetireArmAsync(TestStudio.Analyst, "a", "one", "It sells less");
        Assert.Equal((2, 2), (experiment.Epoch, experiment.ToPart().Arms.Count));
        await Assert.ThrowsAsync<TransitionException>(() => changes.RetireArmAsync(TestStudio.Analyst, "a", "two", "The last one"));
    }

    [Fact]
    public async Task Rewrite_ADraftOnly_OnItsOwnVersion()
    {
        await using var studio = await ShopAsync(1, "a");
        var experiments = studio.Get<ExperimentService>();
        var draft = new NewExperiment("a", "Better name", "A better guess", ThreeArms, Plan: ExperimentPlan.Usual with { LeastEffect = 0.01 });
        await Assert.ThrowsAsync<ConflictException>(() => experiments.RewriteAsync(TestStudio.Analyst, "a", draft, 7));
        var rewritten = await experiments.RewriteAsync(TestStudio.Analyst, "a", draft, 1);
        Assert.Equal(("Better name", 0.01, 3), (rewritten.Name, rewritten.Plan!.LeastEffect, rewritten.Arms.Count));
        await experiments.StartAsync(TestStudio.Analyst, "a");
        var refused = await Assert.ThrowsAsync<TransitionException>(() => experiments.RewriteAsync(TestStudio.Analyst, "a", draft, 3));
        Assert.Contains("Clone", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Conclude_AgainstTheVerdict_NeedsAReason()
    {
        await using var studio = await ShopAsync(1, "a");
        var experiments = studio.Get<ExperimentService>();
        await experiments.StartAsync(TestStudio.Analyst, "a");
        await experiments.StopAsync(TestStudio.Analyst, "a", "The campaign is over");
        var wrong = await Assert.ThrowsAsync<ValidationException>(() => experiments.ConcludeAsync(TestStudio.Analyst, "a", new NewConclusion("one", "Little")));
        Assert.Equal(["reason"], wrong.Errors.Keys);
        var concluded = await experiments.ConcludeAsync(TestStudio.Analyst, "a", new NewConclusion("one", "Little", "The brand wants it"));
        Assert.Equal((true, "The brand wants it", "NotEnoughEvidence"), (concluded.Conclusion!.AgainstVerdict, concluded.Conclusion.Reason, concluded.Conclusion.Verdict));
        Assert.Equal("The campaign is over", concluded.StatusReason);
    }

    [Theory]
    [InlineData("plan.leastEffect")]
    [InlineData("plan.alpha")]
    [InlineData("plan.audience[0]")]
    [InlineData("plan.guardrails[1]")]
    [InlineData("plan.allocation")]
    [InlineData("plan.allocation.purpose")]
    [InlineData("plan.allocation.topShare")]
    [InlineData("plan.allocation.budget")]
    [InlineData("plan.layer")]
    public async Task Create_WrongPlan_NamesTheField(string field)
    {
        await using var studio = await ShopAsync(1);
        var usual = ExperimentPlan.Usual;
        var plan = field switch
        {
            "plan.leastEffect" => usual with { LeastEffect = 0 },
            "plan.alpha" => usual with { Alpha = 0.5 },
            "plan.audience[0]" => usual with { Audience = [new AudienceClause("nothing", AudienceTest.IsKnown, [])] },
            "plan.guardrails[1]" => usual with { Guardrails = [new(ExperimentMetric.Reward, 0.1, GuardrailEffect.PauseArm), new(ExperimentMetric.Reward, 0.2, GuardrailEffect.PauseArm)] },
            "plan.allocation.purpose" => usual with { Allocation = AllocationPart.Usual with { Purpose = (AllocationPurpose)7 } },
            "plan.allocation.topShare" => usual with { Allocation = AllocationPart.Usual with { TopShare = 1.1 } },
            "plan.allocation.budget" => usual with { Allocation = AllocationPart.Usual with { RegretBudget = double.PositiveInfinity } },
            "plan.allocation" => usual with { Allocation = AllocationPart.Usual with { ControlShare = 0.95 } },
            _ => usual with { Layer = "Main layer" },
        };
        var exception = await Assert.ThrowsAsync<ValidationException>(
            () => studio.Get<ExperimentService>().CreateAsync(TestStudio.Analyst, "shop", new NewExperiment("x", "X", "Maybe", ThreeArms, Plan: plan)));
        Assert.Equal([field], exception.Errors.Keys);
    }

    private static async Task<TestStudio> ShopAsync(double share, params string[] keys)
    {
        var studio = await TestStudio.OpenAsync();
        await studio.Get<PlaybookService>().CreateAsync(TestStudio.Sales, "shop", "Shop");
        var plan = ExperimentPlan.Usual with { Buckets = [new BucketRange(0, LayerSpace.LengthOf(share))] };
        foreach (var key in keys)
            await studio.Get<ExperimentService>().CreateAsync(TestStudio.Analyst, "shop", new NewExperiment(key, $"Experiment {key}", "One of them is better", ThreeArms, Plan: plan));
        return studio;
    }
}
