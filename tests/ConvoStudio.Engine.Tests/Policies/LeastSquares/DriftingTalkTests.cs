using ConvoStudio.Engine.Contexts;
using ConvoStudio.Engine.Numerics;
using ConvoStudio.Engine.Policies;
using ConvoStudio.Engine.Policies.LeastSquares;
using ConvoStudio.Engine.Simulation;
using Xunit;

namespace ConvoStudio.Engine.Tests.Policies.LeastSquares;

/// <summary>A talk-track world whose customers change their minds: what is sold after the switch, against the best that could be.</summary>
public sealed class DriftingTalkTests
{
    private const int Products = 4;
    private const double Leaning = -2.5;
    private const double Need = 2.5;
    private static readonly string[] Kinds = ["family", "shop", "factory"];
    private static readonly int[] Eligible = [.. Enumerable.Range(0, Products)];

    [Theory]
    [InlineData(1, 3000)]
    [InlineData(2, 3000)]
    [InlineData(3, 10_000)]
    public void Learn_CustomersSwitch_ReachesNineTenthsOfTheOptimumWithin2000Conversations(int seed, int before)
    {
        var random = new Random(seed);
        var draws = new SplitMix64((ulong)seed);
        var learner = new AdaptiveBanditLearner(1 + Kinds.Length, AdaptiveBanditSettings.Default);
        Talk(learner, shift: 0, before, random, ref draws);
        Assert.InRange(Value(learner, shift: 0), 0.9, 1);
        Assert.True(Value(learner, shift: 1) < 0.5, "The switch must matter.");
        Talk(learner, shift: 1, 2000, random, ref draws);
        Assert.InRange(Value(learner, shift: 1), 0.9, 1);
    }

    private static void Talk(AdaptiveBanditLearner learner, int shift, int conversations, Random random, ref SplitMix64 draws)
    {
        var customers = Customers(shift);
        var (weights, scores, widths) = (new ulong[Products], new double[Products], new double[Products]);
        for (var i = 0; i < conversations; i++)
        {
            var customer = customers.Start(random);
            var context = Context(customer.Facts["kind"].Word!);
            learner.Probabilities(context, Eligible, weights, scores, widths);
            ulong draw = draws.NextUInt32(), sum = 0;
            var action = 0;
            while (draw >= (sum += weights[action]))
                action++;
            customer.Respond(["offer"], $"product {action}");
            learner.Learn(context, action, customer.Finish().Converted ? 1 : 0);
        }
    }

    /// <summary>Share sold of what the best policy would sell. Both are known: the chance of a sale is the logistic of the customer's log-odds.</summary>
    private static double Value(AdaptiveBanditLearner learner, int shift)
    {
        var (weights, scores, widths) = (new ulong[Products], new double[Products], new double[Products]);
        var sold = 0.0;
        for (var kind = 0; kind < Kinds.Length; kind++)
        {
            learner.Snapshot().Probabilities(Context(Kinds[kind]), Eligible, weights, scores, widths);
            for (var action = 0; action < Products; action++)
                sold += weights[action] / (double)WeightRounding.Total * Chance(kind, action, shift) / Kinds.Length;
        }
        return sold / Chance(0, shift, shift);
    }

    private static double Chance(int kind, int product, int shift) =>
        1 / (1 + Math.Exp(-(Leaning + (product == (kind + shift) % Products ? Need : 0))));

    private static EncodedContext Context(string kind) => new((double[])[1, .. Kinds.Select(known => known == kind ? 1.0 : 0.0)]);

    private static WrittenCustomerModel Customers(int shift)
    {
        var model = new WrittenCustomerModel(
            1, [.. Kinds.Select((kind, i) => Segment(kind, $"product {(i + shift) % Products}"))],
            new(StringComparer.Ordinal) { ["kind"] = new(Words: new(StringComparer.Ordinal) { [Kinds[0]] = 1 }) },
            [.. Eligible.Select(p => new WrittenProduct($"product {p}", 0, 10))], ["offer"], ["offer"], "agree", 0, 0, [],
            [new WrittenReaction { Answers = new(StringComparer.Ordinal) { ["decline"] = 1 } }]);
        Assert.Null(model.Problem());
        return model;
    }

    private static WrittenSegment Segment(string kind, string needs) => new(
        kind, 1, Leaning, 0, 5, new(StringComparer.Ordinal) { ["greet"] = 1 }, new(StringComparer.Ordinal) { [needs] = Need },
        new(StringComparer.Ordinal) { ["kind"] = new(Words: new(StringComparer.Ordinal) { [kind] = 1 }) });
}
