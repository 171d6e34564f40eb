using System.Text.Json;
using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Conversations;
using ConvoStudio.Application.Experiments;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Playbooks;
using ConvoStudio.Application.Studios;
using ConvoStudio.Engine.Contexts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace ConvoStudio.Browser.Tests.Experiments;

/// <summary>From a board to its segments, another dimension, what was known before, and the conversations behind one number.</summary>
public sealed class SegmentsJourneyTests(BrowserApp app)
{
    private static readonly IActor Person = Actor.Person("segments", "Mara Novak", Roles.All);

    [Theory, InlineData(1280, false), InlineData(400, true)]
    public async Task Segments_FromTheTabToTheConversationsBehindANumber(int width, bool dark)
    {
        var key = $"segments-{width}";
        await MakeAsync(key);
        await using var window = await app.OpenSignedInAsync(new View(width, dark), key);
        var page = window.Page;
        await window.GoAsync($"experiments/{key}");
        await page.Locator("[data-tab=segments]").ClickAsync();
        await Assertions.Expect(page.Locator("[data-segment='is:phone'] [data-cell=said]")).ToHaveTextAsync("Clearly better");
        await Assertions.Expect(page.Locator("[data-segment='is:kiosk'] [data-cell=said]")).ToHaveTextAsync("Too few to say");
        await page.Locator("[data-adjusted=shown]").WaitForAsync();
        await window.CheckAsync("experiment-segments", fullPage: true);

        await page.Locator("[data-by]").SelectOptionAsync("spend");
        await Assertions.Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("by=spend"));
        await Assertions.Expect(page.Locator("[data-segment='range:1']")).ToContainTextAsync("up to");
        await Assertions.Expect(page.Locator("[data-effect=adjusted]")).ToContainTextAsync("more conversations");
        await window.CheckAsync("experiment-segments-numbers", fullPage: true);

        var link = page.Locator("[data-segment='range:1'] [data-cell=treatment-units] a");
        var count = await link.InnerTextAsync();
        await link.ClickAsync();
        await Assertions.Expect(page.Locator("[data-count]")).ToHaveTextAsync(new System.Text.RegularExpressions.Regex($"^{count} "));
        await Assertions.Expect(page.Locator("[data-segment-chip]")).ToContainTextAsync("spend: up to ");
        await window.CheckAsync("segment-conversations", fullPage: true);

        await window.GoAsync($"experiments/{key}?tab=health");
        await page.Locator("[data-exposures=read]").WaitForAsync();
        await window.CheckAsync("experiment-health-units", fullPage: true);
    }

    private async Task MakeAsync(string key)
    {
        await app.Services.GetRequiredService<PlaybookService>().CreateAsync(Person, key, $"Segments {key}");
        await app.Services.GetRequiredService<FactService>().AddAsync(Person, key, "spend", FactType.Number, FactUsages.Policy);
        ArmPart[] arms = [new("control", "As ever", "uniform", 1, Control: true), new("ask", "Ask first", "uniform", 1, false)];
        var experiments = app.Services.GetRequiredService<ExperimentService>();
        await experiments.CreateAsync(Person, key, new NewExperiment(key, "Who asks first", "Asking first sells on the phone.", arms));
        await experiments.StartAsync(Person, key);
        var studio = app.Services.GetRequiredService<Studio>();
        for (var i = 0; i < 360; i++)
        {
            var (channel, spend) = (i % 40 == 5 ? "kiosk" : i % 2 == 0 ? "phone" : "web", i * 37 % 400);
            var facts = new Dictionary<string, JsonElement> { ["spend"] = JsonSerializer.SerializeToElement(spend) };
            var opened = await studio.Conversations.OpenAsync(new OpenConversation("key", key, $"customer-{key}-{i}", null, channel, null, "Europe/Berlin", null, facts, null), Identity());
            var id = JsonDocument.Parse(opened.Body).RootElement.GetProperty("conversationId").GetGuid();
            var arm = JsonDocument.Parse((await studio.Decisions.DecideAsync(id, null, Identity())).Body).RootElement.GetProperty("arm").GetString();
            // Who spends much buys anyway; on the phone asking first sells to nearly all the others too: so much that no draw of arms hides it.
            var sells = spend > 300 || (arm == "ask" && channel == "phone" && i % 20 != 0);
            await studio.Outcomes.RecordAsync(id, new RecordOutcome("converted", sells ? 1 : 0, true), Identity());
        }
    }

    private static RequestIdentity Identity() => RequestIdentity.Of(Guid.NewGuid().ToString(), "test", []);
}
