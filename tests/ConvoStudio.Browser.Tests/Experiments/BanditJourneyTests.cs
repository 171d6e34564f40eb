using System.Text.Json;
using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Conversations;
using ConvoStudio.Application.Decisions;
using ConvoStudio.Application.Experiments;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Playbooks;
using ConvoStudio.Application.Policies;
using ConvoStudio.Application.Studios;
using ConvoStudio.Engine.Contexts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace ConvoStudio.Browser.Tests.Experiments;

/// <summary>A bandit experiment on live conversations: shares move on the open board, a guardrail acts by itself, and a past moment can be looked at.</summary>
public sealed class BanditJourneyTests(BrowserApp app)
{
    private static readonly IActor Person = Actor.Person("bandit", "Mara Novak", Roles.All);

    [Theory, InlineData(1280, false), InlineData(400, true)]
    public async Task Shares_MoveOnTheOpenBoard_AndThePastStaysReadable(int width, bool dark)
    {
        var key = $"bandit-{width}";
        await MakeAsync(key, ExperimentPlan.Usual with { Allocation = new AllocationPart(0.05, 0.75, 0.25, BurnIn: 30, Every: 30) });
        await using var window = await app.OpenSignedInAsync(new View(width, dark), key);
        var page = window.Page;
        await window.GoAsync($"experiments/{key}");
        await Assertions.Expect(page.Locator("[data-shares]")).ToContainTextAsync("Shares move once");

        await TalkAsync(key, 400, arm => arm switch { "control" => 0.2, "open" => 0.15, _ => 0.75 });
        var moves = page.Locator("[data-move]");
        await Assertions.Expect(moves.First).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("[data-shares] .apexcharts-canvas")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status).Filter(new() { HasText = "Close early" })).ToContainTextAsync("Ship");
        await moves.First.Locator("summary").ClickAsync();
        await Assertions.Expect(moves.First).ToContainTextAsync("Computed from log entries");
        await window.CheckAsync("bandit-board", fullPage: true);

        await window.GoAsync($"experiments/{key}/at");
        await Assertions.Expect(page.Locator("[data-past]")).ToContainTextAsync("As known on");
        await Assertions.Expect(page.Locator("[data-arm=control] [data-cell=finished]")).Not.ToHaveTextAsync("0");
        await window.CheckAsync("bandit-past", fullPage: true);
        await page.Locator("[data-moment]").FocusAsync();
        await page.Keyboard.PressAsync("Home");
        await Assertions.Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("t="));
        await Assertions.Expect(page.Locator("[data-move]")).ToHaveCountAsync(0);
        await page.Locator("[data-back-to-now]").ClickAsync();
        await Assertions.Expect(page.Locator("[data-move]").First).ToBeVisibleAsync();
        window.CheckConsole("bandit");
    }

    [Fact]
    public async Task Guardrail_Breached_PausesTheExperimentByItself_AndSaysSo()
    {
        const string Key = "guarded";
        await MakeAsync(Key, ExperimentPlan.Usual with { Guardrails = [new GuardrailPart(ExperimentMetric.Conversion, 0.05, GuardrailEffect.PauseExperiment)] });
        await using var window = await app.OpenSignedInAsync(new View(1280, Dark: false), Key);
        var page = window.Page;
        await window.GoAsync($"experiments/{Key}");
        await TalkAsync(Key, 400, arm => arm == "control" ? 0.8 : 0.1, untilPaused: true);
        await Assertions.Expect(page.Locator("[data-breach]").First).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("[data-guardrail=Conversion] [data-badge=StateBreached]").First).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("h1 .cs-badge").First).ToHaveTextAsync("Paused");
        await window.CheckAsync("guardrail-breached", fullPage: true);
    }

    private async Task MakeAsync(string key, ExperimentPlan plan)
    {
        await app.Services.GetRequiredService<PlaybookService>().CreateAsync(Person, key, $"Bandit {key}");
        ArmPart[] arms = [new("control", "As ever", "uniform", 2, Control: true), new("open", "Open question", "learner-a", 1, false), new("close", "Close early", "learner-b", 1, false)];
        NewLearner[] learners = [new("learner-a", "Learner A", PolicyKind.AdaptiveBandit, ExpectedConversion: 0.3), new("learner-b", "Learner B", PolicyKind.AdaptiveBandit, ExpectedConversion: 0.3)];
        var experiments = app.Services.GetRequiredService<ExperimentService>();
        await experiments.CreateAsync(Person, key, new NewExperiment(key, "First question", "One of them sells more.", arms, learners, plan));
        await experiments.StartAsync(Person, key);
    }

    // One conversation after the other; sales depend on the arm alone, every fourth, third … of them, so that the run is the same each time.
    private async Task TalkAsync(string playbook, int conversations, Func<string, double> rate, bool untilPaused = false)
    {
        var studio = app.Services.GetRequiredService<Studio>();
        var (met, sold) = (new Dictionary<string, int>(StringComparer.Ordinal), new Dictionary<string, int>(StringComparer.Ordinal));
        for (var i = 0; i < conversations; i++)
        {
            var opened = await studio.Conversations.OpenAsync(
                new OpenConversation("key", playbook, $"customer-{playbook}-{i}", null, "web", null, "Europe/Berlin", null, null, null), Identity());
            var id = JsonDocument.Parse(opened.Body).RootElement.GetProperty("conversationId").GetGuid();
            var decided = JsonDocument.Parse((await studio.Decisions.DecideAsync(id, null, Identity())).Body).RootElement;
            var arm = decided.TryGetProperty("arm", out var named) ? named.GetString() : null;
            if (arm is null && untilPaused)
                return;
            met[arm!] = met.GetValueOrDefault(arm!) + 1;
            var sells = sold.GetValueOrDefault(arm!) < met[arm!] * rate(arm!);
            sold[arm!] = sold.GetValueOrDefault(arm!) + (sells ? 1 : 0);
            await studio.Conversations.AddTurnAsync(id, new AddTurn(Speaker.Customer, ["answer"]), Identity());
            await studio.Outcomes.RecordAsync(id, new RecordOutcome("converted", sells ? 1 : 0, true), Identity());
            // Shares move while conversations come; without the worker's own second in between they would all come first.
            if (i % 20 == 19)
            {
                studio.Metrics.Advance();
                await app.Services.GetRequiredService<GuardrailActions>().AdvanceAsync();
                await studio.Reallocator.AdvanceAsync();
            }
        }
    }

    private static RequestIdentity Identity() => RequestIdentity.Of(Guid.NewGuid().ToString(), "test", []);
}
