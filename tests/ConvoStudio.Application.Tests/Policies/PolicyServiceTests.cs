using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Experiments;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Persistence;
using ConvoStudio.Application.Playbooks;
using ConvoStudio.Application.Policies;
using ConvoStudio.Engine.Policies.Exploration;
using ConvoStudio.Engine.Rewards;
using Xunit;

namespace ConvoStudio.Application.Tests.Policies;

public sealed class PolicyServiceTests
{
    private static readonly NewLearner Careful = new("careful", "Careful learner", PolicyKind.LinearBandit, 0.05, ExplorationKind.LinUcb, 0.3, 0.03);

    [Fact]
    public async Task Create_Learner_IsInForceWithItsSettings()
    {
        await using var studio = await ShopAsync();
        await studio.Get<PolicyService>().CreateAsync(TestStudio.Analyst, "shop", Careful);
        var (configuration, _, blobs) = studio.Configurations.Activations[^1];
        var part = configuration.Policies.Single(p => p.Id == "careful");
        Assert.Equal((PolicyKind.LinearBandit, 0.05), (part.Kind, part.Floor));
        Assert.Equal(part.ParametersHash, Convert.ToHexStringLower(Assert.Single(blobs).Hash.Span));
        var settings = LearnerSettings.Load(blobs[0].Bytes.Span);
        Assert.Equal((ExplorationKind.LinUcb, 0.3, 0.03), (settings.Exploration, settings.Strength, settings.ExpectedConversion));
        // 0.2 · ½ + 0.8 · 0.03.
        Assert.Equal(0.124, settings.ExpectedReward, 1e-12);
        var lines = await studio.Get<PolicyService>().ListAsync(TestStudio.Compliance, "shop");
        Assert.Equal(["uniform", "careful"], lines.Select(l => l.Policy.Id));
        Assert.Null(lines[0].Settings);
        Assert.Equal(settings, lines[1].Settings);
    }

    [Fact]
    public async Task Create_Wrong_NamesEachField()
    {
        await using var studio = await ShopAsync();
        var policies = studio.Get<PolicyService>();
        Assert.Equal(["floor", "id", "name"], await FieldsAsync(new("No spaces", "", PolicyKind.LinearBandit, 0)));
        Assert.Equal(["id"], await FieldsAsync(new("uniform", "Taken", PolicyKind.LinearBandit)));
        Assert.Equal(["kind"], await FieldsAsync(new("a", "A", PolicyKind.Uniform)));
        Assert.Equal(["strength"], await FieldsAsync(new("a", "A", PolicyKind.LinearBandit, Exploration: ExplorationKind.EpsilonGreedy, Strength: 2)));
        Assert.Equal(["exploration"], await FieldsAsync(new("a", "A", PolicyKind.BetaThompson, Exploration: ExplorationKind.LinUcb)));
        Assert.Equal(["expectedConversion"], await FieldsAsync(new("a", "A", PolicyKind.GaussianThompson, ExpectedConversion: 3)));
        Assert.Equal(["startsFromImported"], await FieldsAsync(new("a", "A", PolicyKind.LinearBandit, StartsFromImported: true)));
        await Assert.ThrowsAsync<ForbiddenException>(() => policies.CreateAsync(TestStudio.Compliance, "shop", Careful));
        await Assert.ThrowsAsync<NotFoundException>(() => policies.CreateAsync(TestStudio.Analyst, "none", Careful));
        await Assert.ThrowsAsync<NotFoundException>(() => policies.ListAsync(TestStudio.Analyst, "none"));
        Assert.Single(await policies.ListAsync(TestStudio.Analyst, "shop"));

        async Task<IEnumerable<string>> FieldsAsync(NewLearner learner) =>
            (await Assert.ThrowsAsync<ValidationException>(() => policies.CreateAsync(TestStudio.Analyst, "shop", learner))).Errors.Keys.Order(StringComparer.Ordinal);
    }

    [Fact]
    public async Task CreateExperiment_WithLearners_MakesBothOrNeither()
    {
        await using var studio = await ShopAsync();
        var experiments = studio.Get<ExperimentService>();
        ArmPart[] arms = [new("control", "As ever", "uniform", 1, true), new("a", "Careful", "careful", 1, false), new("b", "Beta", "beta", 1, false)];
        var beta = new NewLearner("beta", "Beta", PolicyKind.BetaThompson);
        var twice = new NewExperiment("first", "First", "It pays", arms, [Careful, beta, beta]);
        Assert.Equal(["learners[2].id"], (await Assert.ThrowsAsync<ValidationException>(() => experiments.CreateAsync(TestStudio.Analyst, "shop", twice))).Errors.Keys);
        var unused = twice with { Arms = arms[..2], Learners = [Careful, beta] };
        Assert.Equal(["learners"], (await Assert.ThrowsAsync<ValidationException>(() => experiments.CreateAsync(TestStudio.Analyst, "shop", unused))).Errors.Keys);
        Assert.Single(await studio.Get<PolicyService>().ListAsync(TestStudio.Analyst, "shop"));

        await experiments.CreateAsync(TestStudio.Analyst, "shop", twice with { Learners = [Careful, beta] });
        Assert.Equal(["uniform", "beta", "careful"], studio.Configurations.Find("shop")!.Configuration.Policies.Select(p => p.Id));
        // The draft routes nobody.
        Assert.Empty(studio.Configurations.Find("shop")!.Configuration.Experiments);
        await experiments.StartAsync(TestStudio.Analyst, "first");
        Assert.Equal(["uniform", "careful", "beta"], studio.Configurations.Find("shop")!.Configuration.Experiments[0].Arms.Select(a => a.Policy));
    }

    [Fact]
    public async Task Create_SameSettingsTwice_ShareOneBlob()
    {
        await using var studio = await ShopAsync();
        var policies = studio.Get<PolicyService>();
        await policies.CreateAsync(TestStudio.Analyst, "shop", new("one", "One", PolicyKind.BetaThompson));
        await policies.CreateAsync(TestStudio.Analyst, "shop", new("two", "Two", PolicyKind.BetaThompson));
        var lines = await policies.ListAsync(TestStudio.Analyst, "shop");
        Assert.Equal(lines[1].Policy.ParametersHash, lines[2].Policy.ParametersHash);
    }

    [Fact]
    public void Settings_OfAnOldLearner_AreThoseItHad()
    {
        // No blob: bits of decisions already made depend on it.
        var linear = LearnerSettings.Default.ToLinear(0.02);
        Assert.Equal((0.02, 1.0, true, 0.0), (linear.Floor, linear.Ridge, linear.SharedBlock, linear.PriorReward));
        Assert.Equal(ExplorationSettings.SquareCb(10, 0.5), linear.Exploration);
        // Nothing chosen and rewards in [0, 1]: the same.
        Assert.Equal(linear, new NewLearner("a", "A", PolicyKind.LinearBandit).Settings(new RewardDefinition()).ToLinear(0.02));
    }

    [Fact]
    public void Load_NoSettings_SaysSo()
    {
        Assert.Throws<InvalidDataException>(() => LearnerSettings.Load("{}"u8));
        Assert.Throws<InvalidDataException>(() => LearnerSettings.Load("""{"format":2,"settings":{}}"""u8));
        Assert.Contains("Epsilon", Assert.Throws<InvalidDataException>(() => LearnerSettings.Load(new LearnerSettings(ExplorationKind.EpsilonGreedy, 3, 0).Save())).Message, StringComparison.Ordinal);
    }

    private static async Task<TestStudio> ShopAsync()
    {
        var studio = await TestStudio.OpenAsync();
        await studio.Get<PlaybookService>().CreateAsync(TestStudio.Sales, "shop", "Shop");
        studio.Time.Advance(TimeSpan.FromMinutes(1));
        return studio;
    }
}
