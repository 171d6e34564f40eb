using System.Text.Json;
using System.Text.RegularExpressions;
using ConvoStudio.Application.Compliance;
using ConvoStudio.Application.Conversations;
using ConvoStudio.Application.Decisions;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Playbooks;
using ConvoStudio.Application.Products;
using ConvoStudio.Application.Studios;
using ConvoStudio.Engine.Contexts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace ConvoStudio.Browser.Tests.Compliance;

/// <summary>What people do about rules while conversations go on: approve what needs it, end a hand-over, look at how groups are treated and at what stands in for a fact.</summary>
public sealed class PersonJourneyTests(BrowserApp app)
{
    private static readonly IActor Author = Actor.Person("author", "Tom Reiter", Roles.All);
    private static readonly IActor Reviewer = Actor.Person("reviewer", "Lea Brandt", Roles.All);
    private int _requests;

    [Theory, MemberData(nameof(View.All), MemberType = typeof(View))]
    public async Task Person_ApprovesClearsAndLooksAtGroups(int width, bool dark)
    {
        var view = new View(width, dark);
        var playbook = $"people-{view}";
        await MakeAsync(playbook);
        var conversation = await OpenAsync(playbook, "waiting", "north", "upper");
        await DecideAsync(conversation);
        await using var window = await app.OpenSignedInAsync(view, playbook);
        var page = window.Page;

        await window.GoAsync($"conversations/{conversation}");
        await Assertions.Expect(page.Locator("[data-wait=dear]")).ToContainTextAsync("Compliance officer");
        await window.CheckAsync("conversation-waits", fullPage: true);
        await page.Locator("[data-free=dear]").ClickAsync();
        await page.Locator("[data-reason] textarea, textarea[data-reason]").First.FillAsync("Agreed with the branch.");
        await page.Locator("[data-confirm]").ClickAsync();
        await Assertions.Expect(page.Locator("[data-event=Approval]")).ToContainTextAsync("Agreed with the branch.");
        await Assertions.Expect(page.Locator("[data-wait=dear]")).ToHaveCountAsync(0);
        var approved = await DecideAsync(conversation);
        await window.GoAsync($"decisions/{approved}");
        await Assertions.Expect(page.Locator("[data-approved=dear]").First).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("[data-shadow-blocked=later]").First).ToBeVisibleAsync();
        await page.Locator("[data-replay]").ClickAsync();
        await Assertions.Expect(page.Locator("[data-replay-result=identical]")).ToBeVisibleAsync();
        await window.CheckAsync("decision-approved", fullPage: true);

        await SayAsync(conversation, Speaker.Customer, "complain");
        await DecideAsync(conversation);
        await window.GoAsync($"conversations/{conversation}");
        await page.Locator("[data-free=anger]").ClickAsync();
        await page.Locator("[data-reason] textarea, textarea[data-reason]").First.FillAsync("Called her back.");
        await page.Locator("[data-confirm]").ClickAsync();
        await Assertions.Expect(page.Locator("[data-event=Cleared]")).ToContainTextAsync("Called her back.");

        await window.GoAsync("parity");
        await Assertions.Expect(page.Locator("[data-parity-verdict]")).ToContainTextAsync("Not enough conversations");
        await TalkAsync(playbook);
        await window.GoAsync("parity");
        await Assertions.Expect(page.Locator("[data-parity-verdict=Broken]")).ToContainTextAsync("north over south");
        await window.CheckAsync("parity", fullPage: true);
        await window.GoAsync("rules/blind");
        await page.Locator("[data-proxy-run]").ClickAsync();
        await Assertions.Expect(page.Locator("[data-proxy=tells]")).ToBeVisibleAsync();
        await window.CheckAsync("rule-stand-ins", fullPage: true);
        await window.GoAsync("rules");
        await page.Locator("[data-names-link]").ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/rules/names$"));
        await page.Locator("[data-names=jurisdictions]").FillAsync("at");
        await window.CheckAsync("rule-names", fullPage: true);
    }

    private async Task MakeAsync(string playbook)
    {
        var services = app.Services;
        await services.GetRequiredService<PlaybookService>().CreateAsync(Author, playbook, playbook);
        foreach (var act in new[] { "greet", "recommend", "complain" })
            await services.GetRequiredService<PlaybookService>().SetActAsync(Author, playbook, act, false, act != "complain", act != "recommend");
        await services.GetRequiredService<ProductService>().AddAsync(Author, playbook, "gold", new ProductEdit("Gold", "card"));
        await services.GetRequiredService<ActionService>().AddAsync(Author, playbook, "greet", new ActionEdit(["greet"]));
        await services.GetRequiredService<ActionService>().AddAsync(Author, playbook, "recommend-gold", new ActionEdit(["recommend"], "gold"));
        var facts = services.GetRequiredService<FactService>();
        await facts.AddAsync(Author, playbook, "ward", FactType.Category, FactUsages.Rules, ["north", "south"]);
        await facts.AddAsync(Author, playbook, "branch", FactType.Category, FactUsages.Policy, ["upper", "lower"]);
        await RuleAsync(playbook, "dear", "Never say recommend, else needs approval of role compliance-officer.", force: true);
        await RuleAsync(playbook, "anger", "When the number of complain by the customer is at least 1 hand over and stop saying recommend until cleared.", force: true);
        await RuleAsync(playbook, "alike", "The rate of recommend between groups of ward differs by at most 0.1 with confidence 0.95 and at least 20 conversations per group.", force: true);
        await RuleAsync(playbook, "blind", "The policy must not use ward.", force: true);
        await RuleAsync(playbook, "later", "Never say greet.", force: false);
    }

    private async Task RuleAsync(string playbook, string key, string sentence, bool force)
    {
        var rules = app.Services.GetRequiredService<RuleService>();
        var rule = await rules.CreateAsync(Author, playbook, key, new RuleWriting(sentence));
        rule = await rules.SubmitAsync(Author, playbook, key, rule.Revision);
        rule = await rules.ApproveAsync(Reviewer, playbook, key, rule.Revision);
        if (force) await rules.PutInForceAsync(Reviewer, playbook, key, rule.Revision);
    }

    /// <summary>Groups that hear of the card unlike each other.</summary>
    private async Task TalkAsync(string playbook)
    {
        for (var i = 0; i < 120; i++)
        {
            var north = i % 2 == 0;
            var id = await OpenAsync(playbook, $"c-{i}", north ? "north" : "south", north ? "upper" : "lower");
            await SayAsync(id, Speaker.Agent, north || i % 8 == 1 ? "recommend" : "greet");
            await app.Services.GetRequiredService<Studio>().Conversations.CloseAsync(id, Next());
        }
    }

    private async Task<Guid> OpenAsync(string playbook, string customer, string ward, string branch)
    {
        var facts = new Dictionary<string, JsonElement>(StringComparer.Ordinal) { ["ward"] = Word(ward), ["branch"] = Word(branch) };
        var answer = await app.Services.GetRequiredService<Studio>().Conversations.OpenAsync(
            new OpenConversation(playbook, playbook, customer, null, "web", null, "Europe/Vienna", null, facts, null), Next());
        return JsonSerializer.Deserialize(answer.Body.Span, AnswerJson.Default.OpenedAnswer)!.ConversationId;
    }

    private async Task<Guid> DecideAsync(Guid conversation)
    {
        var answer = await app.Services.GetRequiredService<Studio>().Decisions.DecideAsync(conversation, null, Next());
        return JsonSerializer.Deserialize(answer.Body.Span, AnswerJson.Default.DecisionAnswer)!.DecisionId;
    }

    private async Task SayAsync(Guid conversation, Speaker speaker, string act) =>
        await app.Services.GetRequiredService<Studio>().Conversations.AddTurnAsync(conversation, new AddTurn(speaker, [act]), Next());

    private RequestIdentity Next() => RequestIdentity.Of($"{Interlocked.Increment(ref _requests)}", "test", []);

    private static JsonElement Word(string word) => JsonDocument.Parse($"\"{word}\"").RootElement;
}
