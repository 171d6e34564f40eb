using Bunit;
using ConvoStudio.Application.Audit;
using ConvoStudio.Application.Keys;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Persistence;
using ConvoStudio.Application.Playbooks;
using ConvoStudio.Web.Components.Audits;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ConvoStudio.Web.Tests.Components.Audits;

public sealed class AuditWordsTests : PageTest
{
    public AuditWordsTests() => Services.AddScoped<AuditWords>();

    [Fact]
    public async Task Change_NamesTheThingAndTheField_AndLinksToIt()
    {
        await StartAsync();
        await EditAsync("Take the Gold card", "offer");
        var line = (await ReadAsync("PlaybookAction"))[0];
        Assert.Equal("changed action “pitch”: stage from close to offer", line.Text);
        Assert.Equal("/actions?open=pitch", line.Href);
        Assert.Equal(new AuditFieldChange("stage", "close", "offer"), Assert.Single(line.Changes));
    }

    [Fact]
    public async Task Change_OfManyFields_TellsTheFirstAndCountsTheRest()
    {
        await StartAsync();
        await EditAsync("Other words", "offer", "A note");
        var line = (await ReadAsync("PlaybookAction"))[0];
        Assert.Equal(3, line.Changes.Count);
        Assert.EndsWith("and 2 more fields", line.Text, StringComparison.Ordinal);
        Assert.Contains(line.Changes, change => change is { Field: "words", After: "Other words" });
        Assert.Contains(line.Changes, change => change is { Field: "note", Before: "–", After: "A note" });
    }

    [Fact]
    public async Task Reward_IsToldWeightByWeight_NotAsJson()
    {
        await StartAsync();
        var playbook = await Get<PlaybookService>().GetAsync(Other, "cards");
        await Get<PlaybookService>().SetRewardAsync(Other, "cards", playbook.Reward with { ConversionWeight = 0.5, EngagementWeight = 0.5 }, playbook.Version);
        var line = (await ReadAsync("Playbook"))[0];
        Assert.Contains("changed playbook “Playbook cards”: reward, ", line.Text, StringComparison.Ordinal);
        Assert.Contains(line.Changes, change => change.Field == "reward, conversion weight" && change.After == "0.5");
        Assert.DoesNotContain("{", line.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Everything_HasNoClassNames_NoIds_AndNoJson()
    {
        await StartAsync();
        await Get<ApiKeyService>().CreateAsync(Other, "Widget", KeyScopes.All);
        await using (var database = await Get<IDbContextFactory<StudioDbContext>>().CreateDbContextAsync())
        {
            database.Roles.Add(new() { Id = Guid.NewGuid().ToString(), Name = Roles.Analyst });
            await database.SaveChangesAsync();
            database.UserRoles.Add(new() { UserId = "mara", RoleId = (await database.Roles.SingleAsync()).Id });
            await database.SaveChangesAsync();
        }
        var lines = await ReadAsync(null);
        Assert.All(lines, line => Assert.DoesNotMatch(@"Playbook[A-Z]|Identity|StudioUser|[{\[]|[0-9a-f]{8}-[0-9a-f]{4}|Entity-|Field-", line.Text));
        Assert.Contains(lines, line => line.Text == "added API key “Widget”");
        Assert.Contains(lines, line => line.Text == "gave person “Mara Novak” the role analyst");
    }

    [Fact]
    public async Task View_ShowsFieldsInWords_AndTheRawEntryBehindADisclosure()
    {
        await StartAsync();
        await EditAsync("<script>alert(1)</script>", "offer");
        var line = (await ReadAsync("PlaybookAction"))[0];
        var view = Render<AuditEntryView>(p => p.Add(v => v.Line, line));
        Assert.Equal("close", view.Find("[data-field=stage] del").LastChild!.TextContent);
        Assert.Empty(view.FindAll("script"));
        Assert.False(view.Find("details").HasAttribute("open"));
        Assert.Contains(line.Entry.Hash, view.Find("details").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Search_FindsNamesPeopleAndValues_AndTakesSignsAsTheyAre()
    {
        await StartAsync();
        await EditAsync("Spare 100 % now", "offer");
        var audit = Get<AuditService>();
        Assert.Equal(1, (await audit.ListAsync(Other, new AuditFilter(Text: "100 %"))).Total);
        Assert.Equal(0, (await audit.ListAsync(Other, new AuditFilter(Text: "1_0 %"))).Total);
        Assert.True((await audit.ListAsync(Other, new AuditFilter(Text: "tom reiter"))).Total >= 2);
    }

    private async Task StartAsync()
    {
        await SignInAsync(Roles.ComplianceOfficer, Roles.Administrator);
        await CreatePlaybookAsync();
        await Get<ActionService>().AddAsync(Other, "cards", "pitch", new ActionEdit(["hand-over"], null, "close", Utterances: new Dictionary<string, string> { ["en"] = "Take the Gold card" }));
    }

    private Task<PlaybookAction> EditAsync(string words, string stage, string? note = null) => Get<ActionService>().EditAsync(
        Other, "cards", "pitch", new ActionEdit(["hand-over"], null, stage, Note: note, Utterances: new Dictionary<string, string> { ["en"] = words }), expectedVersion: 1);

    private async Task<IReadOnlyList<AuditLine>> ReadAsync(string? entity) =>
        await Get<AuditWords>().ReadAsync((await Get<AuditService>().ListAsync(Other, new AuditFilter(Entity: entity))).Entries);
}
