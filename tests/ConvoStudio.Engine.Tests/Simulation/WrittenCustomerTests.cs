using ConvoStudio.Engine.Contexts;
using ConvoStudio.Engine.Simulation;
using Xunit;

namespace ConvoStudio.Engine.Tests.Simulation;

/// <summary>Written customers do what was written: the frequencies of what they are and say against the written weights, by Pearson's chi-square.</summary>
public sealed class WrittenCustomerTests
{
    private const int Customers = 20_000;

    // Upper 10⁻⁶ points of chi-square with 1 and 2 degrees of freedom: 23.93 and 2 ln 10⁶.
    private static readonly double[] Critical = [0, 23.93, 27.63];

    private static readonly WrittenCustomerModel Model = new(
        1,
        [
            new("calm", 1, 0.4, 1, 50, new() { ["hello"] = 2, ["ask"] = 1 }, new() { ["card"] = 0.5 }),
            new("busy", 3, 0.4, 1, 50, new() { ["hello"] = 1 }, new() { ["card"] = 0.5 }, new() { ["vip"] = new WrittenDraw(True: 0.7) }),
        ],
        new()
        {
            ["age"] = new WrittenDraw(Words: new() { ["young"] = 1, ["middle"] = 3, ["old"] = 4 }, Known: 0.8),
            ["vip"] = new WrittenDraw(True: 0.2),
        },
        [new("card", 0.7, 10)], Asks: ["offer"], Ends: ["bye"], Agrees: "agree", Repeat: 0, Refusal: 0, Effects: [],
        Reactions:
        [
            new() { Acts = ["explain"], Segments = ["calm"], Answers = new() { ["thank"] = 1, ["object"] = 2, ["ask"] = 5 } },
            new() { Acts = ["explain"], Answers = new() { ["object"] = 7, [""] = 3 } },
            new() { Answers = new() { ["answer"] = 1 } },
        ]);

    [Fact]
    public void Start_SegmentsAndOpenings_HaveTheWrittenShares()
    {
        var started = Start(1);
        var calm = started.Where(IsCalm).ToList();
        AssertFrequencies(started.Select(c => c.Opening!.Acts[0]), new() { ["hello"] = (3 + (2.0 / 3)) / 4, ["ask"] = 1.0 / 12 });
        // Only calm ones open by asking: a third of a quarter.
        Assert.True(calm.Count > 1500, $"{calm.Count}");
    }

    [Fact]
    public void Start_Facts_AreDrawnByTheSegmentsWeightsAndLeftOutWhenUnknown()
    {
        var started = Start(2);
        AssertFrequencies(started.Select(c => c.Facts.ContainsKey("age") ? "known" : "unknown"), new() { ["known"] = 0.8, ["unknown"] = 0.2 });
        AssertFrequencies(started.Where(c => c.Facts.ContainsKey("age")).Select(c => c.Facts["age"].Word!), new() { ["young"] = 1 / 8.0, ["middle"] = 3 / 8.0, ["old"] = 4 / 8.0 });
        // A quarter are calm with 0.2, the others busy with 0.7 of their own.
        AssertFrequencies(started.Select(c => c.Facts["vip"].Number > 0 ? "vip" : "not"), new() { ["vip"] = (0.25 * 0.2) + (0.75 * 0.7), ["not"] = (0.25 * 0.8) + (0.75 * 0.3) });
    }

    [Fact]
    public void Respond_AnswersOfEachSegment_HaveTheWrittenFrequencies_AlsoTheSecondTime()
    {
        List<string> calmFirst = [], calmSecond = [], others = [];
        foreach (var customer in Start(3))
        {
            var isCalm = IsCalm(customer);
            var (first, second) = (Said(customer), Said(customer));
            // The ones that opened with hello are both; their answers tell the weights of the mixture.
            if (isCalm)
            {
                calmFirst.Add(first);
                calmSecond.Add(second);
            }
            else
            {
                others.Add(first);
            }
        }

        SortedDictionary<string, double> calm = new() { ["thank"] = 1 / 8.0, ["object"] = 2 / 8.0, ["ask"] = 5 / 8.0 };
        AssertFrequencies(calmFirst, calm);
        AssertFrequencies(calmSecond, calm);
        // Two thirds of a quarter are calm among 11 twelfths that say hello.
        var share = (2.0 / 12) / (11.0 / 12);
        AssertFrequencies(
            others.Select(answer => answer is "thank" or "ask" ? "calm only" : answer.Length == 0 ? "silence" : "object"),
            new() { ["calm only"] = share * 6 / 8, ["silence"] = (1 - share) * 0.3, ["object"] = (share * 2 / 8) + ((1 - share) * 0.7) });
    }

    /// <remarks>Leaning 0.4, need 0.5, burden 0.7 at sensitivity 1: log-odds 0.2, and the logistic of 0.2 is 0.549834.</remarks>
    [Fact]
    public void Respond_FirstOffer_IsBoughtWithTheLogisticOfTheLogOdds_AndAskingAgainSellsNothingMore()
    {
        var bought = 0;
        foreach (var customer in Start(4))
        {
            var answer = customer.Respond(["offer"], "card");
            if (!customer.Ended)
            {
                answer = customer.Respond(["offer"], "card");
                Assert.DoesNotContain("agree", answer.Acts);
            }

            bought += customer.Finish().Converted ? 1 : 0;
        }

        AssertFrequencies(Enumerable.Repeat("sold", bought).Concat(Enumerable.Repeat("not", Customers - bought)), new() { ["sold"] = 0.549834, ["not"] = 0.450166 });
    }

    private static string Said(ISimulatedCustomer customer) => customer.Respond(["explain"]).Acts is [var act, ..] ? act : "";

    // Known by what only they do; the others are a mixture.
    private static bool IsCalm(ISimulatedCustomer customer) => customer.Opening!.Acts[0] == "ask";

    private static List<ISimulatedCustomer> Start(int seed)
    {
        var model = WrittenCustomerModel.Load(Model.Save());
        return [.. Enumerable.Range(0, Customers).Select(number => model.Start(new Random((seed * 1_000_003) + number)))];
    }

    private static void AssertFrequencies(IEnumerable<string> seen, SortedDictionary<string, double> expected)
    {
        var counts = seen.GroupBy(word => word).ToDictionary(group => group.Key, group => group.Count());
        Assert.All(counts.Keys, word => Assert.True(expected.ContainsKey(word), $"{word} was never written"));
        Assert.Equal(1, expected.Values.Sum(), 9);
        var total = counts.Values.Sum();
        var statistic = expected.Sum(word => Math.Pow(counts.GetValueOrDefault(word.Key) - (total * word.Value), 2) / (total * word.Value));
        Assert.True(statistic < Critical[expected.Count - 1], $"chi-square {statistic} of {total}: {string.Join(", ", counts)}");
    }
}
