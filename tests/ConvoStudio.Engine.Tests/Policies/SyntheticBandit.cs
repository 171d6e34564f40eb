using ConvoStudio.Engine.Contexts;
using ConvoStudio.Engine.Numerics;

namespace ConvoStudio.Engine.Tests.Policies;

/// <summary>One logged decision of a test.</summary>
internal sealed record TestDecision(double[] Values, int Action, double Reward)
{
    public EncodedContext Context => new(Values);
}

/// <summary>A bandit with known truth: bias, indicators and numbers; the mean reward is linear with a part all actions share.</summary>
internal sealed class SyntheticBandit
{
    private readonly double[] _shared;
    private readonly double[][] _own;
    private SplitMix64 _random;

    public SyntheticBandit(int length, int actions, ulong seed)
    {
        _random = new(seed);
        Length = length;
        _shared = Coefficients(0.2);
        _own = [.. Enumerable.Range(0, actions).Select(_ => Coefficients(0.2))];
    }

    public int Length { get; }

    public double[] NextContext()
    {
        var x = new double[Length];
        x[0] = 1;
        for (var i = 1; i < Length; i++)
            x[i] = i % 3 == 0 ? (_random.NextDouble() < 0.2 ? 1 : 0) : _random.NextGaussian() * (1 + (i % 4));
        return x;
    }

    public double Mean(double[] x, int action)
    {
        var sum = 0.5;
        for (var i = 0; i < Length; i++)
            sum += x[i] * (_shared[i] + _own[action][i]) / (1 + (i % 4)) / Length;
        return sum;
    }

    public double NextReward(double[] x, int action) => Mean(x, action) + (0.1 * _random.NextGaussian());

    public int NextAction() => _random.NextInt32(_own.Length);

    public uint NextDraw() => _random.NextUInt32();

    public TestDecision NextDecision(int actionStep = 1)
    {
        var (x, action) = (NextContext(), NextAction());
        return new(x, action * actionStep, NextReward(x, action));
    }

    public TestDecision[] Decisions(int count, int actionStep = 1) => [.. Enumerable.Range(0, count).Select(_ => NextDecision(actionStep))];

    private double[] Coefficients(double scale)
    {
        var values = new double[Length];
        for (var i = 0; i < Length; i++)
            values[i] = scale * Math.Sqrt(Length) * _random.NextGaussian();
        return values;
    }
}
