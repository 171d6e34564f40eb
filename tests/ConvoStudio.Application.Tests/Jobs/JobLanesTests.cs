using ConvoStudio.Application.Jobs;
using Xunit;

namespace ConvoStudio.Application.Tests.Jobs;

public sealed class JobLanesTests
{
    private readonly JobLanes _lanes = new();

    [Fact]
    public void Join_TwoDifferentThings_MayRunSideBySide_AThirdWaits()
    {
        var (a, b, c) = (Join("a"), Join("b"), Join("c"));
        Assert.Equal([true, true, false], new[] { a.MayRun, b.MayRun, c.MayRun });
        Assert.Equal((null, 1), (_lanes.PositionOf(a.Job), _lanes.PositionOf(c.Job)));
        a.Dispose();
        Assert.True(c.MayRun);
        Assert.Null(_lanes.PositionOf(c.Job));
    }

    [Fact]
    public void Join_TheSameThing_StaysInOrder_AndLetsOthersPass()
    {
        var (first, second, third, other) = (Join("a"), Join("a"), Join("a"), Join("b"));
        Assert.Equal([true, false, false, true], new[] { first.MayRun, second.MayRun, third.MayRun, other.MayRun });
        Assert.Equal((1, 2), (_lanes.PositionOf(second.Job), _lanes.PositionOf(third.Job)));
        first.Dispose();
        Assert.Equal([true, false], new[] { second.MayRun, third.MayRun });
    }

    [Fact]
    public void Join_OtherKinds_DoNotCount_NotEvenForTheSameThing()
    {
        Join("a");
        Join("b");
        Assert.True(_lanes.Join(Guid.NewGuid(), "backup", "a").MayRun);
    }

    [Fact]
    public void Dispose_WhileWaiting_LetsTheNextMoveUp()
    {
        Join("a");
        var (second, third) = (Join("a"), Join("a"));
        second.Dispose();
        Assert.Equal(1, _lanes.PositionOf(third.Job));
        Assert.Equal([third.Job], _lanes.Waiting("work"));
        Assert.False(third.MayRun);
        second.Dispose();
        Assert.Equal(1, _lanes.PositionOf(third.Job));
    }

    /// <remarks>Against the rule itself, written out: never more than two of a kind, never two of a lane, nobody is overtaken in a lane, and nobody waits who might run.</remarks>
    [Fact]
    public void ManyInAnyOrder_NeverBreakTheRules_AndNobodyWaitsForNothing()
    {
        var random = new Random(4);
        List<JobLanes.Place> there = [];
        for (var step = 0; step < 2000; step++)
        {
            if (there.Count > 0 && random.Next(2) == 0)
            {
                var at = random.Next(there.Count);
                there[at].Dispose();
                there.RemoveAt(at);
            }
            else
            {
                there.Add(_lanes.Join(Guid.NewGuid(), random.Next(2) == 0 ? "work" : "other", $"{random.Next(4)}"));
            }

            foreach (var kind in there.GroupBy(place => place.Kind))
            {
                Assert.True(kind.Count(place => place.MayRun) <= JobLanes.SideBySide);
                foreach (var lane in kind.GroupBy(place => place.Lane))
                    Assert.DoesNotContain(lane.Skip(1), place => place.MayRun);
                if (kind.Count(place => place.MayRun) < JobLanes.SideBySide)
                    Assert.All(kind.GroupBy(place => place.Lane), lane => Assert.True(lane.First().MayRun));
            }
        }
    }

    private JobLanes.Place Join(string lane) => _lanes.Join(Guid.NewGuid(), "work", lane);
}
