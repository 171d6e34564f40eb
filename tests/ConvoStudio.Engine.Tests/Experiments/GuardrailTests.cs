using ConvoStudio.Engine.Experiments;
using ConvoStudio.Engine.Numerics;
using Xunit;

namespace ConvoStudio.Engine.Tests.Experiments;

public sealed class GuardrailTests
{
    private static readonly Guardrail Complaints = new(GuardrailDirection.HigherIsWorse, GuardrailBasis.Absolute, 0.02);

    [Theory]
    [InlineData(0, GuardrailState.TooEarly, 10, 0)]
    [InlineData(2, GuardrailState.Fine, 1000, 0.1)]
    [InlineData(12, GuardrailState.Close, 1000, 0.6)]
    [InlineData(21, GuardrailState.Close, 1000, 1.05)]
    [InlineData(60, GuardrailState.Breached, 1000, 3)]
    public void Read_RateAgainstACeiling_SaysWhere(long events, GuardrailState state, long n, double used)
    {
        var reading = Complaints.Read(default, MeanSums.OfProportion(n, events));
        Assert.Equal((state, used), (reading.State, Math.Round(reading.Used, 9)));
        Assert.Equal(0.02 - ((double)events / n), reading.Distance, 1e-12);
    }

    [Fact]
    public void Read_FloorOfARate_IsUsedByItsInverse()
    {
        var floor = new Guardrail(GuardrailDirection.LowerIsWorse, GuardrailBasis.Absolute, 0.1);
        var reading = floor.Read(default, MeanSums.OfProportion(400, 50));
        Assert.Equal((GuardrailState.Close, 0.8), (reading.State, Math.Round(reading.Used, 9)));
        Assert.Equal(0.025, reading.Distance, 1e-12);
        Assert.Equal(GuardrailState.Breached, floor.Read(default, MeanSums.OfProportion(400, 10)).State);
        Assert.True(floor.Read(default, MeanSums.OfProportion(400, 200)).Cleared);
    }

    [Fact]
    public void Read_MarginAgainstControl_BreachesOnlyBeyondTheMargin()
    {
        var margin = new Guardrail(GuardrailDirection.LowerIsWorse, GuardrailBasis.Control, 0.05);
        var control = MeanSums.OfProportion(2000, 800);
        Assert.Equal(GuardrailState.Close, margin.Read(control, MeanSums.OfProportion(2000, 740)).State);
        Assert.Equal(GuardrailState.Close, margin.Read(control, MeanSums.OfProportion(2000, 690)).State);
        Assert.Equal(GuardrailState.Breached, margin.Read(control, MeanSums.OfProportion(2000, 500)).State);
        Assert.Equal(GuardrailState.Fine, margin.Read(control, MeanSums.OfProportion(2000, 900)).State);
        Assert.True(margin.Read(control, MeanSums.OfProportion(2000, 1000)).Cleared);
        // Better than control on the harmful side is a share below 0, whichever way harm lies.
        Assert.InRange(margin.Read(control, MeanSums.OfProportion(2000, 900)).Used, double.NegativeInfinity, 0);
        Assert.InRange((margin with { Direction = GuardrailDirection.HigherIsWorse }).Read(control, MeanSums.OfProportion(2000, 700)).Used, double.NegativeInfinity, 0);
    }

    [Fact]
    public void Read_MarginOfZero_IsCloseAtAnyHarm()
    {
        var none = new Guardrail(GuardrailDirection.HigherIsWorse, GuardrailBasis.Control, 0);
        Assert.Equal(GuardrailState.Close, none.Read(MeanSums.OfProportion(100, 10), MeanSums.OfProportion(100, 11)).State);
        Assert.Equal(GuardrailState.Fine, none.Read(MeanSums.OfProportion(100, 10), MeanSums.OfProportion(100, 10)).State);
    }

    [Theory]
    [InlineData(GuardrailDirection.HigherIsWorse, true)]
    [InlineData(GuardrailDirection.LowerIsWorse, true)]
    [InlineData(GuardrailDirection.HigherIsWorse, false)]
    [InlineData(GuardrailDirection.LowerIsWorse, false)]
    public void Read_ArmExactlyAtItsMargin_IsRarelyCalledBreachedHoweverOftenLookedAt(GuardrailDirection direction, bool rate)
    {
        const int runs = 300, units = 2000;
        var sign = direction == GuardrailDirection.HigherIsWorse ? 1 : -1;
        var margin = new Guardrail(direction, GuardrailBasis.Control, 0.03, LeastUnits: rate ? 1 : 100, TunedUnits: 1000);
        var alarms = 0;
        for (var run = 1; run <= runs; run++)
        {
            var random = new SplitMix64((ulong)run);
            MeanSums control = new(0, 0, 0, rate), arm = control;
            var breached = false;
            for (var unit = 0; unit < units && !breached; unit++)
            {
                control = control.Add(rate ? (random.NextDouble() < 0.2 ? 1 : 0) : random.NextGaussian());
                arm = arm.Add(rate ? (random.NextDouble() < 0.2 + (sign * 0.03) ? 1 : 0) : random.NextGaussian() + (sign * 0.03));
                // A look after every fifth pair; more looks cost time and no error.
                breached = unit % 5 == 0 && margin.Read(control, arm).State == GuardrailState.Breached;
            }
            alarms += breached ? 1 : 0;
        }
        // 5 % of 300 is 15; more than 24 would come by chance in 1 % of such tests.
        Assert.InRange(alarms, 0, 24);
    }

    [Fact]
    public void Read_ImpossibleLimits_Throw()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => (Complaints with { Basis = GuardrailBasis.Control, Limit = -0.1 }).Read(default, default));
        Assert.Throws<ArgumentOutOfRangeException>(() => (Complaints with { Limit = double.NaN }).Read(default, default));
        Assert.Throws<ArgumentOutOfRangeException>(() => (Complaints with { Alpha = 0.5 }).Read(default, default));
    }
}
