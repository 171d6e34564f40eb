using ConvoStudio.Engine.Contexts;
using ConvoStudio.Engine.Simulation;
using Xunit;

namespace ConvoStudio.Engine.Tests.Simulation;

public sealed class MoveExtractorTests(ITestOutputHelper output)
{
    private static readonly HashSet<string> Outcome = ["done"];

    [Fact]
    public void Extract_SmallSet_EqualsHandCounts()
    {
        var moves = MoveExtractor.Extract(
        [
            Talk(["a"], ["a"], ["a"], ["b", "c"], ["c", "b"], ["b", "c"]),
            Talk(["a", "b"], ["c", "d"], ["d"], [], ["done"], ["a", "done"]),
        ], Outcome, minimumCount: 3);
        // {a}: three and the one beside "done"; {b, c}: three, usually in that order. The turn of "done" alone is no turn.
        Assert.Equal([("a", 4, 1), ("b+c", 3, 1)], moves.Moves.Select(m => (m.Key, m.Count, m.MappedCount)));
        Assert.Equal(11, moves.AgentTurns);
        Assert.Equal(9.0 / 11, moves.Coverage, 1e-15);
        // {a, b}: 1 of 2 with a, 1 of 3 with b+c. {c, d}: 1 of 3 with b+c. {d}: nothing in common.
        Assert.Equal(
            [("a", "a"), ("b c", "b+c"), ("", null), ("a b", "a"), ("c d", "b+c"), ("d", null)],
            moves.Mappings.Select(m => (string.Join(' ', m.Acts), m.Move)));
        Assert.Contains("1 of 2 acts with a", moves.Mappings.Single(m => m.Acts is ["a", "b"]).Rule);
    }

    [Fact]
    public void Find_AnyActs_AgreesWithTheTable()
    {
        var moves = MoveExtractor.Extract([Talk(["a"], ["a"], ["a"], ["b", "c"], ["c", "b"], ["b", "c"], ["a", "b"])], Outcome, 3);
        foreach (var row in moves.Mappings)
            Assert.Equal(row.Move, moves.Find(row.Acts) is { } move ? moves.Moves[move].Key : null);
        Assert.Equal(0, moves.Find(["a", "done"]));
        Assert.Null(moves.Find(["done"]));
        Assert.Null(moves.Find([]));
        Assert.Null(moves.Find(["never-heard"]));
    }

    [Fact]
    public void Extract_JaccardTie_GoesToTheMoreFrequent()
    {
        var moves = MoveExtractor.Extract([Talk(["b"], ["b"], ["b"], ["a"], ["a"], ["a", "b"])], Outcome, 2);
        Assert.Equal("b", moves.Mappings.Single(m => m.Acts.Count == 2).Move);
    }

    [Fact]
    public void Extract_FewTurns_LowersTheMinimumUntilThereAreTwoMoves()
    {
        var moves = MoveExtractor.Extract([Talk(["a"], ["a"], ["a"], ["b"], ["b"], ["c"])], Outcome);
        Assert.Equal(["a", "b"], moves.Moves.Select(m => m.Key));
        Assert.Equal(2, moves.MinimumCount);
    }

    [Fact]
    public void Extract_NoAgentTurns_IsEmpty()
    {
        var moves = MoveExtractor.Extract([], Outcome);
        Assert.Empty(moves.Moves);
        Assert.Equal(double.NaN, moves.Coverage);
    }

    [Fact]
    public void Extract_RecordedConversations_CoversNearlyAll()
    {
        var samples = ConversationData.Read("cb");
        var outcome = LeakFinder.OutcomeActs(LeakFinder.Summarize(samples));
        var moves = MoveExtractor.Extract(samples, outcome);
        output.WriteLine($"minimum {moves.MinimumCount}, coverage {moves.Coverage:P2}, {string.Join(", ", moves.Moves.Select(m => $"{m.Key} {m.Count}+{m.MappedCount}"))}");
        // Counted from the file by a separate script.
        Assert.Equal(384, moves.Moves.Single(m => m.Key == "inform").Count);
        Assert.Equal(211, moves.Moves.Single(m => m.Key == "counter-price").Count);
        Assert.DoesNotContain(moves.Moves, m => m.Acts.Any(outcome.Contains));
        Assert.All(moves.Moves, m => Assert.True(m.Count >= moves.MinimumCount));
        Assert.True(moves.Coverage > 0.98);
        Assert.Equal(moves.AgentTurns, moves.Mappings.Sum(m => m.Count));
        Assert.Equal(moves.Mappings.Where(m => m.Move is not null).Sum(m => m.Count), moves.Moves.Sum(m => m.Count + m.MappedCount));
    }

    private static SampleConversation Talk(params string[][] agentTurns) =>
        new(new Dictionary<string, FactValue>(), [.. agentTurns.Select(a => new SampleTurn(Speaker.Agent, a)), new(Speaker.Customer, ["z"])], false);
}
