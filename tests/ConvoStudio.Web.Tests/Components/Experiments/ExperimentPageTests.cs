using Bunit;
using Bunit.TestDoubles;
using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Experiments;
using ConvoStudio.Application.People;
using ConvoStudio.Web.Components.Experiments;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace ConvoStudio.Web.Tests.Components.Experiments;

public sealed class ExperimentPageTests : PageTest
{
    private static readonly ArmPart[] Arms = [new("control", "Before", "uniform", 1, Control: true), new("treatment", "After", "uniform", 1, Control: false)];

    [Fact]
    public async Task Start_LayerTaken_NamesWhatBlocks_AndOffersNoStart()
    {
        await MakeAsync("first");
        await Get<ExperimentService>().StartAsync(Other, "first");
        await Get<ExperimentService>().CreateAsync(Other, "cards", Draft("second"));
        var (dialogs, page) = Open("second");
        var asked = page.WaitForElement("[data-start]").ClickAsync(new());
        dialogs.WaitForElement("[data-check=Room][data-state=Blocks]");
        Assert.Empty(dialogs.FindAll("[data-confirm]"));
        await dialogs.Find("[data-keep]").ClickAsync(new());
        await asked;
        Assert.Equal(ExperimentStatus.Draft, (await Get<ExperimentService>().GetAsync(Other, "second")).Status);
    }

    [Fact]
    public async Task Start_NothingBlocks_ShowsTheListAndStarts()
    {
        await MakeAsync("first");
        var (dialogs, page) = Open("first");
        var asked = page.WaitForElement("[data-start]").ClickAsync(new());
        dialogs.WaitForElement("[data-check=Guardrails][data-state=Warns]");
        await dialogs.Find("[data-confirm]").ClickAsync(new());
        await asked;
        page.WaitForElement("[data-stop]");
        Assert.Equal(ExperimentStatus.Running, (await Get<ExperimentService>().GetAsync(Other, "first")).Status);
    }

    [Theory]
    [InlineData(GuardrailHarm.Falls, GuardrailLimit.Control, "Hand-overs more than 20.0\u00A0points below control pauses the arm.")]
    [InlineData(GuardrailHarm.Rises, GuardrailLimit.Control, "Hand-overs more than 20.0\u00A0points above control pauses the arm.")]
    [InlineData(GuardrailHarm.Falls, GuardrailLimit.Fixed, "Hand-overs below 20.0\u202F% pauses the arm.")]
    [InlineData(GuardrailHarm.Rises, GuardrailLimit.Fixed, "Hand-overs above 20.0\u202F% pauses the arm.")]
    public async Task Setup_SaysCapAndGuardrailInWords(GuardrailHarm harm, GuardrailLimit limit, string words)
    {
        await MakeAsync("first", ExperimentPlan.Usual with
        {
            Metric = ExperimentMetric.Value,
            LeastEffect = 5,
            Cap = 1500,
            Guardrails = [new(ExperimentMetric.HandOver, 0.2, GuardrailEffect.PauseArm, harm, limit)],
        });
        var (_, page) = Open("first", "setup");
        var plan = page.WaitForElement("[data-plan]").TextContent;
        Assert.Contains(words, plan, StringComparison.Ordinal);
        Assert.Contains("Each conversation counts with at most 1,500, fixed before the start.", plan, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Setup_SaysThePlanInWords_AndRampsUp()
    {
        await MakeAsync("first", ExperimentPlan.Usual with
        {
            Buckets = [new(0, 2500)],
            Unit = ExperimentUnit.Customer,
            Guardrails = [new(ExperimentMetric.Conversion, 0.02, GuardrailEffect.PauseExperiment)],
            Audience = [new(AudienceClause.Channel, AudienceTest.IsNoneOf, ["phone", "kiosk"])],
        });
        await Get<ExperimentService>().StartAsync(Other, "first");
        var (_, page) = Open("first", "setup");
        var plan = page.WaitForElement("[data-plan]").TextContent;
        Assert.Contains("the channel is not phone or kiosk", plan, StringComparison.Ordinal);
        Assert.Contains("Conversion more than 2.0\u00A0points below control pauses the experiment.", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("IsNoneOf", page.Markup, StringComparison.Ordinal);
        await page.Find("[data-ramp]").InputAsync("60");
        await page.Find("[data-ramp-save]").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Contains("60.0", page.Find("[data-traffic-now]").TextContent, StringComparison.Ordinal));
        Assert.Equal(0.6, (await Get<ExperimentService>().GetAsync(Other, "first")).PlanOrUsual.Traffic);
    }

    [Fact]
    public async Task Testers_AddedByKey_AreShownByNote_AndGoAway()
    {
        await MakeAsync("first");
        var (_, page) = Open("first", "setup");
        page.WaitForElement("[data-tester-add]");
        await page.Find("input[data-tester-key]").InputAsync("customer-7");
        await page.Find("input[data-tester-note]").InputAsync("Mara, web");
        await page.Find("[data-tester-add]").ClickAsync(new());
        Assert.Contains("Mara, web", page.WaitForElement("[data-testers]").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("customer-7", page.Find("[data-testers]").TextContent, StringComparison.Ordinal);
        await page.Find("[data-testers] button").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[data-testers]")));
    }

    [Fact]
    public async Task Arms_OfABandit_AreAddedAndRetired_ButForTheLast()
    {
        await MakeAsync("moving", ExperimentPlan.Usual with { Allocation = AllocationPart.Usual });
        await Get<ExperimentService>().StartAsync(Other, "moving");
        var (dialogs, page) = Open("moving", "setup");
        page.WaitForElement("[data-new-arm-add]");
        await page.Find("[data-new-arm-name]").InputAsync("Third way");
        await page.Find("[data-new-arm-policy]").ChangeAsync(new ChangeEventArgs { Value = "uniform" });
        await page.Find("[data-new-arm-add]").ClickAsync(new());
        page.WaitForElement("[data-arm=third-way]");
        await RetireAsync(dialogs, page, "treatment", "Clearly worse.");
        page.WaitForElement("[data-arm=treatment] [data-retired]");
        Assert.Empty(page.FindAll("[data-retire]"));
    }

    [Fact]
    public async Task Arms_OfFixedShares_CannotBeAdded_AndTheWayRoundIsNamed()
    {
        await MakeAsync("fixed");
        await Get<ExperimentService>().StartAsync(Other, "fixed");
        var (_, page) = Open("fixed", "setup");
        Assert.Equal("/experiments/new?from=fixed", page.WaitForElement("[data-arms-fixed] a").GetAttribute("href"));
        Assert.Empty(page.FindAll("[data-new-arm-add]"));
    }

    [Fact]
    public async Task Notes_WithAMoment_AreListedNewestFirst_AndAnnotateTheCourse()
    {
        await MakeAsync("first");
        var (_, page) = Open("first", "notes");
        page.WaitForElement("[data-no-notes]");
        await page.Find("textarea[data-note]").InputAsync("The campaign began.");
        await page.Find("[data-note-at]").ChangeAsync(new ChangeEventArgs { Value = "2026-01-02T03:04" });
        await page.Find("[data-note-add]").ClickAsync(new());
        Assert.Contains("The campaign began.", page.WaitForElement("[data-notes]").TextContent, StringComparison.Ordinal);
        var note = Assert.Single((await Get<ExperimentService>().GetAsync(Other, "first")).Notes);
        Assert.Equal((new DateTimeOffset(2026, 1, 2, 3, 4, 0, TimeSpan.Zero), "The campaign began."), (note.At, note.Text));
    }

    [Theory]
    [InlineData("Europe/Vienna", "2026-07-02T03:04", "2026-07-02T01:04:00Z")]
    [InlineData("America/New_York", "2026-01-02T03:04", "2026-01-02T08:04:00Z")]
    [InlineData("Nowhere/Land", "2026-01-02T03:04", "2026-01-02T03:04:00Z")]
    public async Task Notes_Moment_IsMeantInTheZoneTimesAreShownIn(string zone, string typed, string stored)
    {
        JSInterop.SetupModule("./js/board.js").Setup<string?>("zone").SetResult(zone);
        await MakeAsync("first");
        var (_, page) = Open("first", "notes");
        page.WaitForElement("[data-no-notes]");
        await page.Find("textarea[data-note]").InputAsync("The campaign began.");
        await page.Find("[data-note-at]").ChangeAsync(new ChangeEventArgs { Value = typed });
        await page.Find("[data-note-add]").ClickAsync(new());
        page.WaitForElement("[data-notes]");
        Assert.Equal(DateTimeOffset.Parse(stored, System.Globalization.CultureInfo.InvariantCulture), Assert.Single((await Get<ExperimentService>().GetAsync(Other, "first")).Notes).At);
    }

    [Fact]
    public async Task Notes_MomentTheClocksLeftOut_IsRefused()
    {
        JSInterop.SetupModule("./js/board.js").Setup<string?>("zone").SetResult("Europe/Vienna");
        await MakeAsync("first");
        var (_, page) = Open("first", "notes");
        page.WaitForElement("[data-no-notes]");
        await page.Find("textarea[data-note]").InputAsync("At night.");
        await page.Find("[data-note-at]").ChangeAsync(new ChangeEventArgs { Value = "2026-03-29T02:30" });
        await page.Find("[data-note-add]").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Contains("that there is in your time zone", page.Markup, StringComparison.Ordinal));
        Assert.Empty((await Get<ExperimentService>().GetAsync(Other, "first")).Notes);
    }

    [Fact]
    public async Task Conclude_AgainstTheVerdict_WantsAReason_AndLeavesACard()
    {
        await MakeAsync("first");
        await Get<ExperimentService>().StartAsync(Other, "first");
        await Get<ExperimentService>().StopAsync(Other, "first", "Seen enough.");
        var (dialogs, page) = Open("first");
        Assert.Contains("Seen enough.", page.WaitForElement("[data-reason-shown]").TextContent, StringComparison.Ordinal);
        // The click ends with the dialog.
        var asked = page.Find("[data-conclude]").ClickAsync(new());
        Assert.Empty(dialogs.FindAll("textarea[data-reason]"));
        await dialogs.WaitForElement("[data-goes-on=treatment]").ChangeAsync(new ChangeEventArgs { Value = "on" });
        await dialogs.Find("[data-confirm]").ClickAsync(new());
        Assert.Contains("needs a reason", dialogs.Markup, StringComparison.Ordinal);
        await dialogs.Find("textarea[data-reason]").InputAsync("The board wants it.");
        await dialogs.Find("textarea[data-learnings]").InputAsync("Nothing moved.");
        await dialogs.Find("[data-confirm]").ClickAsync(new());
        await asked;
        var card = page.WaitForElement("[data-conclusion=treatment]");
        Assert.Contains("After goes on.", card.TextContent, StringComparison.Ordinal);
        Assert.Contains("The board wants it.", card.TextContent, StringComparison.Ordinal);

        Get<BunitNavigationManager>().NavigateTo("/experiments");
        var list = Render<ExperimentListPage>();
        await list.WaitForElement("[data-view=learnings]").ClickAsync(new());
        Assert.EndsWith("/experiments?view=learnings", Get<BunitNavigationManager>().Uri, StringComparison.Ordinal);
        list = Render<ExperimentListPage>();
        Assert.Contains("Nothing moved.", list.WaitForElement("[data-learned]").TextContent, StringComparison.Ordinal);
        Get<BunitNavigationManager>().NavigateTo("/experiments?view=learnings&q=moved");
        Assert.NotNull(Render<ExperimentListPage>().WaitForElement("[data-row=first]"));
    }

    [Fact]
    public async Task Report_OfAStoppedOne_HoldsPlanNotesAndConclusion()
    {
        await MakeAsync("first");
        var experiments = Get<ExperimentService>();
        await Get<ExperimentChanges>().AddNoteAsync(Other, "first", "The campaign began.", null);
        await experiments.StartAsync(Other, "first");
        await experiments.StopAsync(Other, "first", "Seen enough.");
        await experiments.ConcludeAsync(Other, "first", new NewConclusion("control", "Nothing moved."));
        var text = Render<ExperimentReportPage>(parameters => parameters.Add(p => p.Key, "first")).WaitForElement("[data-report]").TextContent;
        foreach (var part in (string[])["The campaign began.", "Nothing moved.", "Everybody", "2.0\u00A0points of conversion"])
            Assert.Contains(part, text, StringComparison.Ordinal);
    }

    private static async Task RetireAsync(IRenderedComponent<MudDialogProvider> dialogs, IRenderedComponent<ExperimentPage> page, string arm, string why)
    {
        // The click ends with the dialog.
        var asked = page.Find($"[data-retire={arm}]").ClickAsync(new());
        await dialogs.WaitForElement("textarea[data-reason]").InputAsync(why);
        await dialogs.Find("[data-confirm]").ClickAsync(new());
        await asked;
    }

    private (IRenderedComponent<MudDialogProvider> Dialogs, IRenderedComponent<ExperimentPage> Page) Open(string key, string? tab = null)
    {
        var dialogs = Render<MudDialogProvider>();
        Get<BunitNavigationManager>().NavigateTo($"/experiments/{key}{(tab is null ? "" : $"?tab={tab}")}");
        return (dialogs, Render<ExperimentPage>(parameters => parameters.Add(p => p.Key, key)));
    }

    private async Task MakeAsync(string key, ExperimentPlan? plan = null)
    {
        await SignInAsync(Roles.Analyst);
        await CreatePlaybookAsync();
        await Get<ExperimentService>().CreateAsync(Other, "cards", Draft(key, plan));
    }

    private static NewExperiment Draft(string key, ExperimentPlan? plan = null) => new(key, $"Experiment {key}", "It pays.", Arms, Plan: plan);
}
