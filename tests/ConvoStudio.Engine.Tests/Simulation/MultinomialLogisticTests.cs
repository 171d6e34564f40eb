using ConvoStudio.Engine.Simulation;
using Xunit;

namespace ConvoStudio.Engine.Tests.Simulation;

public sealed class MultinomialLogisticTests
{
    [Fact]
    public void Fit_ConstantOnly_GivesTheShares()
    {
        SparseRow[] rows = [.. Enumerable.Range(0, 10).Select(_ => new SparseRow())];
        int[] labels = [0, 0, 0, 0, 0, 1, 1, 1, 2, 2];
        var probabilities = new double[3];
        MultinomialLogistic.Fit(rows, labels, 3, 1, 1, default).Probabilities(new SparseRow(), probabilities);
        Assert.Equal(0.5, probabilities[0], 1e-3);
        Assert.Equal(0.3, probabilities[1], 1e-3);
        Assert.Equal(0.2, probabilities[2], 1e-3);
    }

    [Fact]
    public void Fit_TwoByTwoTableWithoutRidge_GivesTheRates()
    {
        // Without a ridge the saturated model reproduces 3 of 10 without and 16 of 20 with the feature.
        var (rows, labels) = (new List<SparseRow>(), new List<int>());
        for (var i = 0; i < 30; i++)
        {
            rows.Add(Row(i >= 10));
            labels.Add(i < 3 || i is >= 10 and < 26 ? 1 : 0);
        }
        var fit = MultinomialLogistic.Fit(rows, labels, 2, 2, 0, default);
        Assert.Equal(0.3, fit.Probability(Row(false)), 2e-3);
        Assert.Equal(0.8, fit.Probability(Row(true)), 2e-3);
    }

    [Fact]
    public void Fit_Canceled_Throws() => Assert.Throws<OperationCanceledException>(() =>
        MultinomialLogistic.Fit([Row(true), Row(false)], [0, 1], 2, 2, 1, new CancellationToken(canceled: true)));

    private static SparseRow Row(bool feature)
    {
        var row = new SparseRow();
        if (feature)
            row.Add(1, 1);
        return row;
    }
}
