using System.Diagnostics;
using ConvoStudio.Engine.Simulation;
using Xunit;

namespace ConvoStudio.Engine.Tests.Simulation;

public sealed class SimulationQualityTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("cb")]
    [InlineData("p4g")]
    [InlineData("casino")]
    [InlineData("iard")]
    public void Evaluate_RecordedConversations_BeatsOrderZero(string set)
    {
        var samples = ConversationData.Read(set);
        var watch = Stopwatch.StartNew();
        var quality = SimulationQuality.Evaluate(samples);
        output.WriteLine($"{set}: five fits and their judging took {watch.Elapsed.TotalSeconds:F2} s");
        Print(set, quality);
        Assert.True(quality.LogLikelihood > quality.OrderZeroLogLikelihood);
        // The other three sets are too small for a conversion model that surely beats chance.
        if (set == "cb")
        {
            Assert.True(quality.ConversionAuc >= 0.65);
            Assert.True(quality.Brier < quality.BaseBrier);
        }
    }

    [Fact]
    public void Evaluate_GeneratedSample_BeatsOrderZeroAndChance()
    {
        var quality = SimulationQuality.Evaluate(SampleConversations.Generate(1, 1500));
        Print("sample", quality);
        Assert.True(quality.LogLikelihood > quality.OrderZeroLogLikelihood);
        Assert.True(quality.ConversionAuc >= 0.65);
        Assert.True(quality.Brier < quality.BaseBrier);
        Assert.Equal(quality.Conversations, quality.Calibration.Sum(b => b.Conversations));
    }

    private void Print(string set, SimulationQuality q) => output.WriteLine(
        $"{set}: n {q.Conversations}, turns {q.AgentTurns}, log-likelihood {q.LogLikelihood:F4} against {q.OrderZeroLogLikelihood:F4}, "
        + $"AUC {q.ConversionAuc:F4}, base {q.BaseRate:F4}, Brier {q.Brier:F4} against {q.BaseBrier:F4}, "
        + string.Join(" ", q.Calibration.Select(b => $"[{b.Predicted:F2} {b.Observed:F2}]")));
}
