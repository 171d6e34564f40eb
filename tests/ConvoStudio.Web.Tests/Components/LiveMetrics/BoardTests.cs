using Bunit;
using ConvoStudio.Application.Configurations;
using ConvoStudio.Web.Components.Common;
using ConvoStudio.Web.Components.LiveMetrics;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace ConvoStudio.Web.Tests.Components.LiveMetrics;

public sealed class BoardTests : ComponentTest
{
    private readonly FakeMetricsFeed _feed = new();
    private readonly BunitJSModuleInterop _charts;
    private readonly BunitJSModuleInterop _chart;

    public BoardTests()
    {
        _charts = JSInterop.SetupModule("./js/charts.js");
        _chart = _charts.SetupModule("create", _ => true);
        _chart.SetupVoid("update", _ => true).SetVoidResult();
        JSInterop.SetupModule("./js/board.js").SetupVoid("listen").SetVoidResult();
    }

    [Fact]
    public void NoFrameYet_ShowsWhatStandsForIt_ThenTheBoard()
    {
        using var state = new BoardState(_feed, FakeMetricsFeed.Experiment);
        var board = Render<Board>(p => p.Add(b => b.State, state).Add(b => b.Empty, "<p data-nothing></p>"));
        Assert.NotNull(board.Find("[data-nothing]"));
        _feed.Send(30, 10, 30, 12);
        board.WaitForAssertion(() => Assert.Empty(board.FindAll("[data-nothing]")));
        Assert.Equal("30", Cell(board, "treatment", "finished"));
    }

    [Fact]
    public void FirstFrame_WhileItsPlaceIsBeingRendered_IsShown()
    {
        using var state = new BoardState(_feed, FakeMetricsFeed.Experiment);
        var sent = false;
        // From another thread, as the feed's: the board hears of it only after this render and what follows a render.
        RenderFragment empty = _ => sent = sent || Task.Run(() => _feed.Send(30, 10, 30, 12)).Wait(TimeSpan.FromMinutes(1));
        var board = Render<Board>(p => p.Add(b => b.State, state).Add(b => b.Empty, empty));
        board.WaitForAssertion(() => Assert.Equal("30", Cell(board, "treatment", "finished")));
        Assert.True(sent);
    }

    [Fact]
    public void OlderFrame_ThatComesLate_IsNotShown()
    {
        _feed.Send(30, 10, 30, 12);
        using var state = new BoardState(_feed, FakeMetricsFeed.Experiment);
        _feed.Send(FakeMetricsFeed.Frame(40, 11, 40, 13));
        _feed.Send(FakeMetricsFeed.Frame(35, 11, 35, 13));
        Assert.Equal(80, state.Shown!.Sequence);
    }

    [Fact]
    public void EndedWithTooLittle_PromisesNothingMore()
    {
        _feed.Send(FakeMetricsFeed.Frame(4, 1, 4, 2));
        using var state = new BoardState(_feed, FakeMetricsFeed.Experiment);
        var board = Render<Board>(p => p.Add(b => b.State, state).Add(b => b.Ended, true));
        Assert.Equal(
            ["Too little for a line: the interval never became narrower than 50 points.", "Too little for a line: fewer than 20 conversations finished.", "Too little for a line: fewer than 20 conversations finished."],
            board.FindAll(".cs-nolines").Select(line => line.TextContent));
        Assert.Contains("Too few had finished to tell.", board.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("they fill by themselves", board.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void NobodyTookPart_NothingIsCalledTrue()
    {
        var frame = FakeMetricsFeed.Frame(0, 0, 0, 0);
        _feed.Send(frame with { Arms = [.. frame.Arms.Select(arm => arm with { Totals = default })] });
        using var state = new BoardState(_feed, FakeMetricsFeed.Experiment);
        var trust = Render<BoardTrust>(p => p.Add(b => b.State, state));
        Assert.Equal("No conversation has taken part", Assert.Single(trust.FindAll("li")).TextContent.Trim());
    }

    [Fact]
    public void NewFrames_MoveNumbersAndLines_OfTheSameChartsAndAnUnrenderedBoard()
    {
        _feed.Send(30, 10, 30, 12);
        using var state = new BoardState(_feed, FakeMetricsFeed.Experiment);
        var board = Render<CountingBoard>(p => p.Add(b => b.State, state));
        var renders = board.Instance.Renders;
        Assert.Equal(2, _charts.Invocations["create"].Count);

        for (var i = 1; i <= 5; i++) _feed.Send(30 + i, 10, 30 + i, 12 + i);

        board.WaitForAssertion(() => Assert.Equal("35", Cell(board, "control", "finished")));
        board.WaitForAssertion(() => Assert.NotEmpty(_chart.Invocations["update"]));
        Assert.Equal(2, _charts.Invocations["create"].Count);
        Assert.Equal(renders, board.Instance.Renders);
    }

    [Fact]
    public void BanditWithBudgets_SaysWhatIsUsedAndLeft_AndWhenOneIsSpent()
    {
        var limits = AllocationPart.Usual with { ExposureBudget = 120, RegretBudget = 40 };
        var frame = FakeMetricsFeed.Frame(98, 9, 98, 19) with { Plan = ExperimentPlan.Usual with { Allocation = limits } };
        _feed.Send(frame);
        using var state = new BoardState(_feed, FakeMetricsFeed.Experiment);
        var moves = Render<BoardReallocations>(p => p.Add(b => b.State, state));
        Assert.Equal("Conversations outside control: 101 of 120 used, 19 left.", moves.Find("[data-exposure-budget]").TextContent);
        // Posterior means 10/100 and 20/100; 101 conversations of control are assigned.
        Assert.Equal("Expected loss against the best arm: 10.1 of 40 used, 29.9 left.", moves.Find("[data-regret-budget]").TextContent);
        Assert.Empty(moves.FindAll("[data-budget-spent]"));
        _feed.Send(frame with { Plan = frame.Plan with { Allocation = limits with { ExposureBudget = 100 } } });
        using var spent = new BoardState(_feed, FakeMetricsFeed.Experiment);
        Assert.NotNull(Render<BoardReallocations>(p => p.Add(b => b.State, spent)).Find("[data-budget-spent]"));
    }

    [Fact]
    public void Numbers_AreThoseOfTheFrame()
    {
        _feed.Send(40, 10, 50, 25);
        using var state = new BoardState(_feed, FakeMetricsFeed.Experiment);
        var board = Render<Board>(p => p.Add(b => b.State, state));
        Assert.Equal("53", Cell(board, "treatment", "conversations"));
        Assert.Equal("3", Cell(board, "treatment", "pending"));
        Assert.Equal("25", Cell(board, "treatment", "converted"));
        Assert.Equal("50.0\u202F%", Cell(board, "treatment", "conversion"));
        var lift = FakeMetricsFeed.Frame(40, 10, 50, 25).Reading!.LiftOf(1)!.Value;
        Assert.Contains(Numbers.Interval(lift.Low, lift.High), Cell(board, "treatment", "lift"), StringComparison.Ordinal);
        Assert.Equal("baseline", Cell(board, "control", "lift"));
        // P(Beta(26, 26) > Beta(11, 31)) by the exact sum of Beta functions, computed outside this project.
        Assert.Equal("99.2\u202F%", Cell(board, "treatment", "best"));
        Assert.Equal("0.25", Cell(board, "treatment", "reward"));
        Assert.Equal("0.6", Cell(board, "treatment", "engagement"));
        Assert.NotNull(board.Find("[data-arm=control] .cs-key.k0"));
        Assert.NotNull(board.Find("[data-arm=treatment] .cs-key.k1"));
    }

    [Fact]
    public void Hold_FreezesNumbersAndLines_GoLiveShowsTheNewest()
    {
        _feed.Send(30, 10, 30, 12);
        using var state = new BoardState(_feed, FakeMetricsFeed.Experiment);
        var board = Render<Board>(p => p.Add(b => b.State, state));
        board.Find("[data-hold]").Click();
        var updates = _chart.Invocations["update"].Count;

        _feed.Send(60, 20, 67, 30);

        board.WaitForAssertion(() => Assert.Contains("67 newer outcomes", board.Find("[data-held]").TextContent, StringComparison.Ordinal));
        Assert.Equal("30", Cell(board, "control", "finished"));
        Assert.Equal(updates, _chart.Invocations["update"].Count);
        board.Find("[data-hold]").Click();
        board.WaitForAssertion(() => Assert.Equal("60", Cell(board, "control", "finished")));
        Assert.Empty(board.FindAll("[data-held]"));
    }

    [Fact]
    public void FewFinished_NoChartYet_AndItIsMadeOnceLater()
    {
        _feed.Send(3, 1, 3, 3);
        using var state = new BoardState(_feed, FakeMetricsFeed.Experiment);
        var board = Render<Board>(p => p.Add(b => b.State, state));
        Assert.Empty(_charts.Invocations["create"]);
        _feed.Send(12, 4, 12, 5);
        board.WaitForAssertion(() => Assert.Equal(2, _charts.Invocations["create"].Count));
        _feed.Send(13, 4, 13, 5);
        board.WaitForAssertion(() => Assert.NotEmpty(_chart.Invocations["update"]));
        Assert.Equal(2, _charts.Invocations["create"].Count);
    }

    [Fact]
    public void Dispose_EndsTheSubscription()
    {
        var state = new BoardState(_feed, FakeMetricsFeed.Experiment);
        Assert.Equal(1, _feed.SubscriberCount);
        state.Dispose();
        Assert.Equal(0, _feed.SubscriberCount);
    }

    /// <summary>Counts its own renders; bUnit's count holds those of its parts too.</summary>
    private sealed class CountingBoard : Board
    {
        public int Renders { get; private set; }

        protected override void BuildRenderTree(RenderTreeBuilder builder)
        {
            Renders++;
            base.BuildRenderTree(builder);
        }
    }

    private static string Cell(IRenderedComponent<IComponent> board, string arm, string cell) => board.Find($"[data-arm={arm}] [data-cell={cell}]").TextContent.Trim();
}
