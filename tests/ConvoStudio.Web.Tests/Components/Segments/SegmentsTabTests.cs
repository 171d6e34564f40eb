using System.Text;
using Bunit;
using Bunit.TestDoubles;
using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.ConversationLists;
using ConvoStudio.Application.Experiments;
using ConvoStudio.Application.Log;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Segments;
using ConvoStudio.Application.Studios;
using ConvoStudio.Web.Components.Conversations;
using ConvoStudio.Web.Components.Experiments;
using ConvoStudio.Web.Components.LiveMetrics;
using Microsoft.AspNetCore.Components;

namespace ConvoStudio.Web.Tests.Components.Segments;

public sealed class SegmentsTabTests : PageTest
{
    private static readonly ArmPart[] Arms = [new("control", "Before", "uniform", 1, Control: true), new("treatment", "After", "uniform", 1, Control: false)];

    [Fact]
    public async Task Empty_SaysWhatWillBeHere()
    {
        await StartAsync();
        var page = Open();
        Assert.Contains("No units yet", page.WaitForElement("[data-state=empty]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rows_AreCorrected_SmallOnesAreNotCounted_AndEveryCountLeadsToItsConversations()
    {
        await StartAsync();
        // On the phone the new way sells to four of five, on the web as rarely as the old one; the kiosk has next to nobody.
        await new LiveTraffic(Get<Studio>(), "cards").PlayAsync(
            240, (number, arm) => arm == "treatment" && number % 2 == 0 ? number % 10 != 4 : number % 5 == 0, number => number is 3 or 7 ? "kiosk" : number % 2 == 0 ? "phone" : "web");
        var page = Open();
        page.WaitForElement("[data-segment-table]");
        Assert.Equal("differ", page.Find("[data-differ]").GetAttribute("data-differ"));
        Assert.Contains("one look only", page.Find("[data-differ]").TextContent, StringComparison.Ordinal);
        Assert.Equal("Clearly better", Cell(page, "is:phone", "said"));
        Assert.Equal("Not clear", Cell(page, "is:web", "said"));
        Assert.Equal("Too few to say", Cell(page, "is:kiosk", "said"));
        Assert.Equal("fewer than 20", Cell(page, "is:kiosk", "control-units"));
        Assert.Empty(page.FindAll("[data-segment='is:kiosk'] a"));
        Assert.Single(page.FindAll("[data-segment='is:phone'] [data-iv]"));

        using var index = new ConversationIndex(Get<Studio>().Log, Path.Combine(Directory.CreateTempSubdirectory("convostudio-segment-").FullName, "views.db"));
        await index.AdvanceAsync(cancellationToken: Xunit.TestContext.Current.CancellationToken);
        foreach (var (segment, cell) in ((string, string)[])[("is:phone", "control-units"), ("is:phone", "treatment-units"), ("is:web", "treatment-units")])
        {
            var link = page.Find($"[data-segment='{segment}'] [data-cell='{cell}'] a");
            var query = ConversationQuery.Parse(link.GetAttribute("href")![(link.GetAttribute("href")!.IndexOf('?', StringComparison.Ordinal) + 1)..]);
            var filter = query.ToFilterAsync(Get<SegmentService>(), Other, "cards", Get<Studio>(), Xunit.TestContext.Current.CancellationToken);
            Assert.Equal(link.TextContent, index.Count(Other, await filter).Count.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }
    }

    [Fact]
    public async Task Adjusted_NothingKnownBefore_SaysSo_BesideTheEffectAsItIs()
    {
        await StartAsync();
        await new LiveTraffic(Get<Studio>(), "cards").PlayAsync(160, (number, arm) => (number + (arm == "treatment" ? 1 : 0)) % 3 == 0, number => number % 2 == 0 ? "phone" : "web");
        var page = Open();
        page.WaitForElement("[data-adjusted=shown]");
        Assert.Single(page.FindAll("[data-effect=plain] [data-iv]"));
        Assert.Contains("Nothing was known before", page.Find("[data-effect=adjusted]").TextContent, StringComparison.Ordinal);
        Assert.Single(page.FindAll("[data-effect=segments] [data-iv]"));
    }

    [Fact]
    public async Task Bandit_WeightsByShares_AndSaysWhatItLeavesOut()
    {
        await StartAsync(ExperimentPlan.Usual with { Allocation = AllocationPart.Usual });
        await new LiveTraffic(Get<Studio>(), "cards").PlayAsync(60, (number, _) => number % 3 == 0);
        var page = Open();
        page.WaitForElement("[data-segment-table]");
        Assert.Equal("adapts", page.Find("[data-differ]").GetAttribute("data-differ"));
        Assert.Contains("weighted by the share", page.Find("[data-differ]").TextContent, StringComparison.Ordinal);
        Assert.Equal("Not enough yet", Cell(page, "is:web", "said"));
        Assert.Contains("biased", page.Find("[data-adjusted=adapts]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task By_IsInTheAddress_AndAnUnknownOneIsTheChannel()
    {
        await StartAsync();
        await new LiveTraffic(Get<Studio>(), "cards").PlayAsync(4, (number, _) => number % 2 == 0);
        var page = Open("&by=none");
        await page.WaitForElement("[data-by]").ChangeAsync(new ChangeEventArgs { Value = "channel" });
        Assert.EndsWith("by=channel", Get<BunitNavigationManager>().Uri, StringComparison.Ordinal);
        Assert.Equal("channel", page.Find("[data-segments]").GetAttribute("data-segments"));
        Assert.Equal("few", page.Find("[data-differ]").GetAttribute("data-differ"));
    }

    [Fact]
    public async Task Unreadable_NamesTheEntry_AndOffersAnotherTry()
    {
        await StartAsync();
        await new LiveTraffic(Get<Studio>(), "cards").PlayAsync(2, (_, _) => true);
        var log = Get<Studio>().Log;
        await log.AppendAsync(new LogAppend(LogSource.Live, [new NewLogEntry(LogKind.Outcome, null, DateTimeOffset.UnixEpoch, Encoding.UTF8.GetBytes("[]"))], ConversationNo: 1));
        var page = Open();
        var problem = page.WaitForElement("[data-state=error]").TextContent;
        Assert.Contains($"Log entry {log.LastSequence}", problem, StringComparison.Ordinal);
        Assert.Single(page.FindAll("[data-retry]"));
    }

    [Fact]
    public async Task Health_LooksAtEveryUnit_WhenItsTabIsOpened()
    {
        await StartAsync();
        await new LiveTraffic(Get<Studio>(), "cards").PlayAsync(4, (number, _) => number % 2 == 0);
        Get<BunitNavigationManager>().NavigateTo("/experiments/first?tab=health");
        var page = Render<ExperimentPage>(parameters => parameters.Add(p => p.Key, "first"));
        page.WaitForElement("[data-exposures=read]");
        Assert.NotNull(page.Find("[data-health=fine]"));
    }

    [Fact]
    public async Task Health_FindingsOfUnits_NameTheOtherExperiment_AndTheOneAction()
    {
        await StartAsync();
        var experiment = await Get<ExperimentService>().GetAsync(Other, "first");
        HealthFinding[] findings = [new(HealthCause.SeveralArms, true, 0.05), new(HealthCause.CarriesOver, false, 0.002, "Greeting"), new(HealthCause.CarriesOver, false, 0.003, "Closing"), new(HealthCause.ArmsMoved, false, 0.2), new(HealthCause.ArmsLinked, true, 0.0001, "Greeting")];
        var card = Render<HealthCard>(parameters => parameters.Add(c => c.Experiment, experiment).Add(c => c.Findings, findings));
        Assert.Equal(5, card.FindAll("[data-cause]").Count);
        Assert.Contains("Greeting", card.Find("[data-cause=CarriesOver]").TextContent, StringComparison.Ordinal);
        Assert.Equal("/experiments/new?from=first", card.Find("[data-fix=SeveralArms]").GetAttribute("href"));
        Assert.Equal("/experiments/first?tab=setup", card.Find("[data-fix=ArmsMoved]").GetAttribute("href"));
        Assert.DoesNotContain(card.FindAll("[data-cause]"), line => line.TextContent.Contains("Cause", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Board_EveryCountLeadsToTheListThatHoldsIt()
    {
        await StartAsync();
        await new LiveTraffic(Get<Studio>(), "cards").PlayAsync(30, (number, _) => number % 3 == 0);
        Get<Studio>().Metrics.Advance();
        using var state = new BoardState(Get<Studio>().Metrics, "first");
        var arms = Render<BoardArms>(parameters => parameters.Add(a => a.State, state));
        using var index = new ConversationIndex(Get<Studio>().Log, Path.Combine(Directory.CreateTempSubdirectory("convostudio-board-").FullName, "views.db"));
        await index.AdvanceAsync(cancellationToken: Xunit.TestContext.Current.CancellationToken);
        foreach (var cell in (string[])["conversations", "finished", "pending", "converted"])
        {
            var link = arms.Find($"[data-arm=treatment] [data-cell={cell}] a");
            var filter = ConversationQuery.Parse(new Uri(new Uri("http://localhost"), link.GetAttribute("href")!).Query).ToFilter("cards", Get<Studio>());
            Assert.Equal(link.TextContent, index.Count(Other, filter).Count.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }
    }

    private static string Cell(IRenderedComponent<ExperimentPage> page, string segment, string cell) => page.Find($"[data-segment='{segment}'] [data-cell='{cell}']").TextContent.Trim();

    private IRenderedComponent<ExperimentPage> Open(string query = "")
    {
        Get<BunitNavigationManager>().NavigateTo($"/experiments/first?tab=segments{query}");
        return Render<ExperimentPage>(parameters => parameters.Add(p => p.Key, "first"));
    }

    private async Task StartAsync(ExperimentPlan? plan = null)
    {
        await SignInAsync(Roles.Analyst);
        await CreatePlaybookAsync();
        await Get<ExperimentService>().CreateAsync(Other, "cards", new NewExperiment("first", "First", "It pays.", Arms, Plan: plan));
        await Get<ExperimentService>().StartAsync(Other, "first");
    }
}
