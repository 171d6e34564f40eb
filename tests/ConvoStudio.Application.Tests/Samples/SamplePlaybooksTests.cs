using ConvoStudio.Application.Experiments;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Persistence;
using ConvoStudio.Application.Playbooks;
using ConvoStudio.Application.Samples;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace ConvoStudio.Application.Tests.Samples;

public sealed class SamplePlaybooksTests
{
    [Fact]
    public async Task Load_Twice_MakesTwoPlaybooksThatShareOnlyTheirBlobs()
    {
        await using var studio = await TestStudio.OpenAsync();
        var samples = studio.Get<SamplePlaybooks>();
        var first = await samples.LoadAsync(TestStudio.Sales, "card-offers");
        var blobs = await BlobsAsync(studio);
        var second = await samples.LoadAsync(TestStudio.Sales, "card-offers");
        Assert.Equal(("card-offers", "Card offers"), (first.Playbook, first.Name));
        Assert.Equal(("card-offers-2", "Card offers 2"), (second.Playbook, second.Name));
        Assert.Equal(blobs, await BlobsAsync(studio));
        var (one, other) = (await GetAsync(studio, first.Playbook), await GetAsync(studio, second.Playbook));
        Assert.Equal(one.Actions.Select(a => (a.Key, a.Number, a.Utterance)), other.Actions.Select(a => (a.Key, a.Number, a.Utterance)));
        Assert.Equal(one.Rules.Select(r => r.Key), other.Rules.Select(r => r.Key));
        Assert.Equal(one.CustomersHash, other.CustomersHash);
        var experiments = studio.Get<ExperimentService>();
        Assert.NotEqual(first.Experiment, second.Experiment);
        Assert.Equal((first.Playbook, second.Playbook),
            ((await experiments.GetAsync(TestStudio.Sales, first.Experiment)).PlaybookKey, (await experiments.GetAsync(TestStudio.Sales, second.Experiment)).PlaybookKey));
        // A change of the second leaves the first as it was.
        await studio.Get<PlaybookService>().EditAsync(TestStudio.Sales, other.Key, new PlaybookEdit("Mine", "en", 30, other.Actions.First(a => a.Number == other.Fallback).Key, ["de"]), other.Version);
        Assert.Equal("Card offers", (await GetAsync(studio, first.Playbook)).Name);
    }

    [Fact]
    public async Task Load_AfterTheFirstNameIsTakenByHand_TakesTheNextNumber()
    {
        await using var studio = await TestStudio.OpenAsync();
        await studio.Get<PlaybookService>().CreateAsync(TestStudio.Sales, "card-offers", "By hand");
        Assert.Equal("card-offers-2", (await studio.Get<SamplePlaybooks>().LoadAsync(TestStudio.Sales, "card-offers")).Playbook);
    }

    [Fact]
    public async Task Load_UnknownOrForbidden_MakesNothing()
    {
        await using var studio = await TestStudio.OpenAsync();
        await Assert.ThrowsAsync<NotFoundException>(() => studio.Get<SamplePlaybooks>().LoadAsync(TestStudio.Sales, "no-such-sample"));
        await Assert.ThrowsAsync<ForbiddenException>(() => studio.Get<SamplePlaybooks>().LoadAsync(TestStudio.Compliance, "card-offers"));
        Assert.Empty(await studio.Get<PlaybookService>().ListAsync(TestStudio.Sales));
    }

    private static Task<Playbook> GetAsync(TestStudio studio, string key) => studio.Get<PlaybookService>().GetAsync(TestStudio.Sales, key);

    private static async Task<List<string>> BlobsAsync(TestStudio studio)
    {
        await using var db = studio.Db();
        return await db.PolicyParameters.Select(p => p.Hash).Order().ToListAsync(TestContext.Current.CancellationToken);
    }
}
