using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using ConvoStudio.Application.Compliance;
using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Experiments;
using ConvoStudio.Application.Keys;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Playbooks;
using ConvoStudio.Application.Products;
using ConvoStudio.Engine.Contexts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace ConvoStudio.Browser.Tests.Compliance;

/// <summary>A rule's way: written with chips, tried on examples, reviewed by a second person, and then a live decision it stops, explained and replayed.</summary>
public sealed class RuleJourneyTests(BrowserApp app)
{
    private static readonly IActor Reviewer = Actor.Person("reviewer", "Lea Brandt", Roles.All);

    [Theory, MemberData(nameof(View.All), MemberType = typeof(View))]
    public async Task Rule_IsWrittenReviewedAndStopsALiveDecision(int width, bool dark)
    {
        var view = new View(width, dark);
        var playbook = $"ruled-{view}";
        await MakeAsync(playbook);
        await using var window = await app.OpenSignedInAsync(view, playbook);
        var page = window.Page;

        await window.GoAsync("rules");
        await window.CheckAsync("rules-none");
        await window.GoAsync("rules/new");
        await window.CheckAsync("rule-forms", fullPage: true);
        await WriteAsync(window);
        await page.Locator("[data-review]").First.ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/rules/require-before$"));
        await Assertions.Expect(page.Locator("[data-why-not]")).ToContainTextAsync("somebody else");
        await page.Locator("[data-fired='0']").WaitForAsync();

        await page.Locator("[data-prove=raw]").ClickAsync();
        await page.Locator("[data-proof=Breached]").WaitForAsync();
        await window.CheckAsync("rule-review", fullPage: true);

        // The second person works elsewhere; the page of the first learns of it when it is opened again.
        var rules = app.Services.GetRequiredService<RuleService>();
        var rule = (await app.Services.GetRequiredService<RuleReader>().GetAsync(Reviewer, playbook, "require-before")).Newest;
        rule = await rules.ApproveAsync(Reviewer, playbook, rule.Key, rule.Revision, "As the law says.");
        await rules.PutInForceAsync(Reviewer, playbook, rule.Key, rule.Revision);

        var decision = await DecideAsync(playbook);
        await window.GoAsync($"decisions/{decision}");
        await Assertions.Expect(page.Locator("[data-blocked=require-before]").First).ToContainTextAsync("Before recommend the agent must have said disclose-cost about the same product, as in \"§ 493 BGB\".");
        await page.Locator("[data-replay]").ClickAsync();
        await Assertions.Expect(page.Locator("[data-replay-result=identical]")).ToBeVisibleAsync();
        await page.Locator("[data-blocked=require-before] [data-rule]").First.ClickAsync();

        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/rules/require-before$"));
        await page.Locator("[data-fired='1']").WaitForAsync();
        await Assertions.Expect(page.Locator("[data-history]")).ToContainTextAsync("As the law says.");
        await page.Locator("[data-impact]").ClickAsync();
        await page.Locator("[data-trial=counts]").Last.WaitForAsync();
        await window.CheckAsync("rule-in-force", fullPage: true);
        await window.GoAsync("rules?sort=-fired");
        await Assertions.Expect(page.Locator("[data-rule=require-before] [data-fired]")).ToHaveTextAsync("1");
        await window.CheckAsync("rules-list", fullPage: true);
    }

    /// <summary>"Before recommend the agent must have said disclose-cost about the same product", chip by chip.</summary>
    private static async Task WriteAsync(ConsoleWindow window)
    {
        var page = window.Page;
        await page.Locator("[data-form=require-before]").ClickAsync();
        await page.Locator("[data-review]").First.ClickAsync();
        await page.Locator("[data-problems]").WaitForAsync();
        await page.Locator("[data-slot=actions]").ClickAsync();
        await page.Locator("[data-chooser] [data-name=recommend]").CheckAsync();
        await window.CheckAsync("rule-chooser");
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.Locator("[data-slot=actions]")).ToBeFocusedAsync();
        await page.Locator("[data-slot=prerequisite]").ClickAsync();
        await page.Locator("[data-chooser] [data-name=disclose-cost]").CheckAsync();
        await page.Locator("[data-chooser] [data-done]").ClickAsync();
        await page.Locator("[data-slot=sameProduct]").ClickAsync();
        await page.Locator("[data-slot=citation]").ClickAsync();
        await page.Locator("[data-chooser] [data-value]").FillAsync("§ 493 BGB");
        await page.Locator("[data-chooser] [data-take]").ClickAsync();
        await Assertions.Expect(page.Locator("[data-stops] li.hit")).ToHaveCountAsync(2);
        await Assertions.Expect(page.Locator("[data-stops] li.hit").Last).ToContainTextAsync("for another product");
        await window.CheckAsync("rule-written", fullPage: true);
        await page.Locator("[data-mode=text]").ClickAsync();
        await Assertions.Expect(page.Locator("[data-typing]")).ToHaveValueAsync("Before recommend the agent must have said disclose-cost about the same product, as in \"§ 493 BGB\".");
        await page.Locator("[data-typing]").FillAsync("Before recommend the agent might have said disclose-cost.");
        await Assertions.Expect(page.Locator("[data-problem-at]")).ToHaveAttributeAsync("data-problem-at", "28");
        await window.CheckAsync("rule-typed");
        await page.Locator("[data-typing]").FillAsync("Before recommend the agent must have said disclose-cost about the same product, as in \"§ 493 BGB\".");
        await page.Locator("[data-mode=chips]").ClickAsync();
    }

    private async Task MakeAsync(string playbook)
    {
        var services = app.Services;
        await services.GetRequiredService<PlaybookService>().CreateAsync(Reviewer, playbook, playbook);
        foreach (var act in new[] { "greet", "disclose-cost", "recommend", "goodbye" })
            await services.GetRequiredService<PlaybookService>().SetActAsync(Reviewer, playbook, act, false, true, act == "greet");
        foreach (var product in new[] { "gold", "travel" })
            await services.GetRequiredService<ProductService>().AddAsync(Reviewer, playbook, product, new ProductEdit(product, "card"));
        var actions = services.GetRequiredService<ActionService>();
        await actions.AddAsync(Reviewer, playbook, "goodbye", new ActionEdit(["goodbye"]));
        foreach (var product in new[] { "gold", "travel" })
        {
            await actions.AddAsync(Reviewer, playbook, $"disclose-{product}", new ActionEdit(["disclose-cost"], product));
            await actions.AddAsync(Reviewer, playbook, $"recommend-{product}", new ActionEdit(["recommend"], product));
        }
        await services.GetRequiredService<FactService>().AddAsync(Reviewer, playbook, "age", FactType.Number, FactUsages.Policy);
        ArmPart[] arms = [new("control", "Control", "uniform", 1, Control: true), new("treatment", "Treatment", "uniform", 1, Control: false)];
        var experiments = services.GetRequiredService<ExperimentService>();
        var experiment = await experiments.CreateAsync(Reviewer, playbook, new NewExperiment(playbook, "First", "Nothing differs.", arms));
        await experiments.StartAsync(Reviewer, experiment.Key);
    }

    /// <summary>A conversation through the API, as an agent of the company would have it.</summary>
    private async Task<Guid> DecideAsync(string playbook)
    {
        var key = await app.Services.GetRequiredService<ApiKeyService>().CreateAsync(Actor.System, playbook, KeyScopes.Decide | KeyScopes.Report);
        using var http = new HttpClient { BaseAddress = app.Address };
        http.DefaultRequestHeaders.Add("X-Api-Key", key.Secret);
        var opened = await PostAsync(http, $"api/v1/playbooks/{playbook}/conversations", new { idempotencyKey = "open", customerKey = playbook, channel = "web", facts = new { } });
        var conversation = opened.GetProperty("conversationId").GetGuid();
        return (await PostAsync(http, $"api/v1/conversations/{conversation}/decisions", new { idempotencyKey = "next" })).GetProperty("decisionId").GetGuid();
    }

    private static async Task<JsonElement> PostAsync(HttpClient http, string path, object body)
    {
        using var answer = await http.PostAsJsonAsync(path, body, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {(int)answer.StatusCode} {text}");
        return JsonDocument.Parse(text).RootElement;
    }
}
