using System.Text.Json;
using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Conversations;
using ConvoStudio.Application.Experiments;
using ConvoStudio.Application.Holdouts;
using ConvoStudio.Application.LiveMetrics;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Playbooks;
using ConvoStudio.Application.Studios;
using ConvoStudio.Engine.Contexts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace ConvoStudio.Browser.Tests.Holdouts;

/// <summary>A few customers are held out of an experiment on value; the page says what the rest is worth, and the wizard proposes a cap from what was sold.</summary>
public sealed class HoldoutJourneyTests(BrowserApp app)
{
    private static readonly IActor Person = Actor.Person("holdout", "Mara Novak", Roles.All);

    [Theory, InlineData(1280, false), InlineData(400, true)]
    public async Task Holdout_SetOnItsPage_ShowsWhatTheRestIsWorth_AndTheExperimentIsCapped(int width, bool dark)
    {
        var key = $"held-{width}";
        await MakeAsync(key);
        await using var window = await app.OpenSignedInAsync(new View(width, dark), key);
        var page = window.Page;
        await window.GoAsync("experiments");
        await page.Locator("[data-holdout-line=off] a").ClickAsync();
        await Assertions.Expect(page.Locator("[data-holdout=none]")).ToBeVisibleAsync();
        await page.Locator("input[data-share]").FillAsync("30");
        await page.Locator("[data-policy]").SelectOptionAsync("uniform");
        await page.Locator("textarea[data-reason]").FillAsync("To know what all of this is worth.");
        await page.Locator("[data-save]").ClickAsync();
        await Assertions.Expect(page.Locator("[data-holdout=on]")).ToContainTextAsync("30.0");

        await TalkAsync(key, 400);
        await Assertions.Expect(page.Locator("[data-worth=more]")).ToContainTextAsync("more often than the holdout");
        await Assertions.Expect(page.Locator("[data-side=everybody-else] [data-cell=customers]")).Not.ToHaveTextAsync("0");
        await window.CheckAsync("holdout", fullPage: true);

        await window.GoAsync("experiments");
        await Assertions.Expect(page.Locator("[data-holdout-line=on]")).ToContainTextAsync("Every action alike");
        await window.CheckAsync("holdout-list", fullPage: true);
        await window.GoAsync($"experiments/{key}");
        await Assertions.Expect(page.Locator("[data-capped]")).ToContainTextAsync("500");
        await Assertions.Expect(page.Locator("[data-guardrail=HandOver]").First).ToBeVisibleAsync();
        await window.CheckAsync("capped-board", fullPage: true);

        await window.GoAsync($"experiments/new?from={key}");
        await Assertions.Expect(page.Locator("[data-cap-share]")).ToContainTextAsync("past conversations would be capped");
        await page.Locator("input[data-cap]").FillAsync("");
        await page.Locator("[data-cap-proposed]").ClickAsync();
        await Assertions.Expect(page.Locator("input[data-cap]")).Not.ToHaveValueAsync("");
        await window.CheckAsync("capped-form", fullPage: true);
        window.CheckConsole("holdout");
    }

    private async Task MakeAsync(string key)
    {
        await app.Services.GetRequiredService<PlaybookService>().CreateAsync(Person, key, $"Held {key}");
        ArmPart[] arms = [new("control", "As ever", "uniform", 1, Control: true), new("treatment", "Close early", "uniform", 1, false)];
        var plan = ExperimentPlan.Usual with
        {
            Metric = ExperimentMetric.Value,
            LeastEffect = 10,
            Cap = 500,
            Guardrails =
            [
                new(ExperimentMetric.HandOver, 0.2, GuardrailEffect.PauseArm, GuardrailHarm.Rises),
                new(ExperimentMetric.Conversion, 0.08, GuardrailEffect.PauseArm, Limit: GuardrailLimit.Fixed),
            ],
        };
        var experiments = app.Services.GetRequiredService<ExperimentService>();
        await experiments.CreateAsync(Person, key, new NewExperiment(key, "Large sales", "Closing early sells more.", arms, Plan: plan));
        await experiments.StartAsync(Person, key);
    }

    // Customers of the holdout buy rarely, the others often; a sale or two are very large.
    private async Task TalkAsync(string playbook, int conversations)
    {
        var studio = app.Services.GetRequiredService<Studio>();
        for (var i = 0; i < conversations; i++)
        {
            var opened = await studio.Conversations.OpenAsync(
                new OpenConversation("key", playbook, $"customer-{playbook}-{i}", null, "web", null, "Europe/Berlin", null, null, null), Identity());
            var id = JsonDocument.Parse(opened.Body).RootElement.GetProperty("conversationId").GetGuid();
            var decided = JsonDocument.Parse((await studio.Decisions.DecideAsync(id, null, Identity())).Body).RootElement;
            var held = !decided.TryGetProperty("arm", out var arm) || arm.ValueKind == JsonValueKind.Null;
            var sells = i % 20 < (held ? 1 : 12);
            await studio.Conversations.AddTurnAsync(id, new AddTurn(Speaker.Agent, [i % 11 == 0 ? "hand-over" : "ask"]), Identity());
            await studio.Conversations.AddTurnAsync(id, new AddTurn(Speaker.Customer, ["answer"]), Identity());
            if (sells)
                await studio.Outcomes.RecordAsync(id, new RecordOutcome("value", i % 200 == 0 ? 2500 : 20 + (i % 7 * 10)), Identity());
            await studio.Outcomes.RecordAsync(id, new RecordOutcome("converted", sells ? 1 : 0, true), Identity());
        }

        studio.Metrics.Advance();
    }

    private static RequestIdentity Identity() => RequestIdentity.Of(Guid.NewGuid().ToString(), "test", []);
}
