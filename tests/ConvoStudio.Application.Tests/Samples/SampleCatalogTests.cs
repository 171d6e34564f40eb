using ConvoStudio.Application.Samples;
using Xunit;

namespace ConvoStudio.Application.Tests.Samples;

public sealed class SampleCatalogTests
{
    public static TheoryData<string> Keys => [.. SampleCatalog.All.Select(s => s.Key)];

    [Theory, MemberData(nameof(Keys))]
    public void Play_EverySample_LearnerBeatsTheScriptBelowTheCeilingAndNoActionIsDead(string key)
    {
        var sample = SampleCatalog.Find(key)!;
        var trial = new SampleTrial(sample);
        var chance = trial.Play("uniform", 600, 1);
        Assert.Equal(trial.Configuration.Definition.Actions.Select(a => a.Key).Order(StringComparer.Ordinal), trial.Drawn.Keys);
        var script = trial.Play("script", 1500, 1);
        var learner = trial.Play("adaptive", 1500, 1);
        Assert.True(chance < script && script + 0.05 < learner && learner < sample.Customers.Ceiling(2000, 1), $"{chance} {script} {learner}");
    }
}
