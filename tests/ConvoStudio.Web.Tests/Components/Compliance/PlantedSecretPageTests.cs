using System.Text.Json;
using Bunit;
using ConvoStudio.Application.Compliance;
using ConvoStudio.Application.Conversations;
using ConvoStudio.Application.Decisions;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Playbooks;
using ConvoStudio.Application.Studios;
using ConvoStudio.Engine.Contexts;
using ConvoStudio.Web.Components.Compliance;
using ConvoStudio.Web.Components.Conversations;
using ConvoStudio.Web.Components.Decisions;
using ConvoStudio.Web.Components.Home;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace ConvoStudio.Web.Tests.Components.Compliance;

/// <summary>A protected value is planted, rules act on it, and every page that shows conversations or rules is searched for it.</summary>
public sealed class PlantedSecretPageTests : PageTest
{
    private const string Secret = "48151623421";
    private static readonly IActor Third = Actor.Person("third", "Lea Brandt", Roles.All);

    public PlantedSecretPageTests() => Services.AddScoped<StudioViews>();

    [Fact]
    public async Task ProtectedValue_IsOnNoPage()
    {
        await SignInAsync([.. Roles.All]);
        await CreatePlaybookAsync();
        await Get<FactService>().AddAsync(Other, "cards", "ward", FactType.Number, FactUsages.Rules);
        await RuleAsync("poor", "Never say hand-over when ward is at least 1, else needs approval of role analyst.");
        await RuleAsync("blind", "The policy must not use ward.");
        await RuleAsync("alike", "The rate of hand-over between groups of ward differs by at most 0.1 with confidence 0.95 and at least 1 conversations per group.");
        var studio = Get<Studio>();
        var facts = new Dictionary<string, JsonElement>(StringComparer.Ordinal) { ["ward"] = JsonDocument.Parse(Secret).RootElement };
        var opened = await studio.Conversations.OpenAsync(new OpenConversation("key", "cards", "c", null, "web", null, null, null, facts, null), RequestIdentity.Of("o", "test", []));
        var conversation = JsonSerializer.Deserialize(opened.Body.Span, AnswerJson.Default.OpenedAnswer)!.ConversationId;
        var answer = await studio.Decisions.DecideAsync(conversation, null, RequestIdentity.Of("d", "test", []));
        var decision = JsonSerializer.Deserialize(answer.Body.Span, AnswerJson.Default.DecisionAnswer)!;
        Assert.Equal("poor", Assert.Single(decision.Blocked).Rule);
        Get<RuleWatch>().Advance();

        Search(Render<ConversationPage>(p => p.Add(page => page.Id, conversation)), "[data-wait=poor]");
        Search(Render<DecisionPage>(p => p.Add(page => page.Id, decision.DecisionId)), "[data-blocked=poor]");
        Search(Render<RuleDetailPage>(p => p.Add(page => page.Key, "poor")), "[data-fired='1']");
        Search(Render<RuleDetailPage>(p => p.Add(page => page.Key, "blind")), "[data-proxy-run]");
        Search(Render<ParityPage>(), "[data-parity=alike]");
        Search(Render<RulesPage>(), "[data-rule=poor]");
        foreach (var item in await Get<HomeItems>().ListAsync())
            Assert.DoesNotContain(Secret, item.Title + item.Text + item.Href, StringComparison.Ordinal);
    }

    private static void Search<T>(IRenderedComponent<T> page, string shown)
        where T : IComponent
    {
        page.WaitForElement(shown);
        Assert.DoesNotContain(Secret, page.Markup, StringComparison.Ordinal);
    }

    private async Task RuleAsync(string key, string sentence)
    {
        var rules = Get<RuleService>();
        var rule = await rules.CreateAsync(Other, "cards", key, new RuleWriting(sentence));
        rule = await rules.SubmitAsync(Other, "cards", key, rule.Revision);
        rule = await rules.ApproveAsync(Third, "cards", key, rule.Revision);
        await rules.PutInForceAsync(Third, "cards", key, rule.Revision);
    }
}
