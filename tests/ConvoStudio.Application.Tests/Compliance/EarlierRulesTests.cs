using ConvoStudio.Application.Compliance;
using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Persistence;
using ConvoStudio.Application.Playbooks;
using ConvoStudio.Engine.Contexts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Xunit;

namespace ConvoStudio.Application.Tests.Compliance;

/// <summary>A folder written before there were sentences.</summary>
public sealed class EarlierRulesTests
{
    [Fact]
    public async Task Open_FolderWithRulesOfTheEarlierForms_TheyAreSentencesInForce()
    {
        await using var studio = await TestStudio.OpenAsync();
        await studio.Get<PlaybookService>().CreateAsync(TestStudio.Sales, "shop", "Shop");
        await studio.Get<FactService>().AddAsync(TestStudio.Compliance, "shop", "minor", FactType.Flag, FactUsages.Rules);
        await using (var db = studio.Db())
        {
            await db.GetService<IMigrator>().MigrateAsync("PlaybooksPeopleCanShape", TestContext.Current.CancellationToken);
            await db.Database.ExecuteSqlRawAsync(
                """
                INSERT INTO PlaybookRule(PlaybookKey, Key, Definition, Position, Version, Withdrawn) VALUES
                ('shop', 'no-minors', '{{"key":"no-minors","form":0,"acts":["hand-over"],"fact":"minor","comparison":0,"operand":{{"kind":4,"number":1,"word":null}},"prerequisite":null,"prerequisiteSpeaker":0}}', 0, 3, 0),
                ('shop', 'gone', '{{"key":"gone","form":1,"acts":["hand-over"],"fact":null,"comparison":0,"operand":{{"kind":0,"number":0,"word":null}},"prerequisite":"hand-over","prerequisiteSpeaker":0}}', 1, 1, 1)
                """, TestContext.Current.CancellationToken);
        }

        await studio.RestartAsync();
        var list = await studio.Get<RuleReader>().ListAsync(TestStudio.Sales, "shop", new RuleQuery());
        Assert.Equal(
            [("gone", RuleStatus.Withdrawn, "require-before"), ("no-minors", RuleStatus.InForce, "forbid")],
            list.Lines.Select(l => (l.Newest.Key, l.Newest.Status, l.Newest.Form)));
        Assert.Equal("Never say hand-over when minor is true.", list.Lines[1].Newest.Sentence);
        Assert.Equal((3, TestStudio.Sales.Name), (list.Lines[1].Newest.Revision, list.Lines[1].Newest.CreatedBy));
        // The next change of the playbook, whatever it is, takes them along.
        await studio.Get<FactService>().AddAsync(TestStudio.Compliance, "shop", "other", FactType.Flag, FactUsages.Rules);
        Assert.Equal(["no-minors"], studio.Configurations.Find("shop")!.Configuration.Rules.Sentences!.Select(s => s.Key));
        await studio.RestartAsync();
        Assert.Equal(2, (await studio.Get<RuleReader>().ListAsync(TestStudio.Sales, "shop", new RuleQuery())).Total);
    }

    [Fact]
    public void Hash_OfRulesWithoutSentences_IsThatOfTheEarlierDocument()
    {
        var earlier = """{"rules":[{"key":"no-minors","form":0,"acts":["recommend"],"fact":"minor","comparison":0,"operand":{"kind":4,"number":1,"word":null},"prerequisite":null,"prerequisiteSpeaker":1}]}"""u8;
        var part = System.Text.Json.JsonSerializer.Deserialize(earlier, ConfigurationJson.Default.RulesPart)!;
        Assert.Equal(ConfigurationHash.Of(earlier), ConfigurationHash.OfPart(part));
        Assert.Null(part.Sentences);
    }
}
