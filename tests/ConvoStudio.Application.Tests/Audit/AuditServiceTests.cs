using ConvoStudio.Application.Audit;
using ConvoStudio.Application.Keys;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Playbooks;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace ConvoStudio.Application.Tests.Audit;

public sealed class AuditServiceTests
{
    [Fact]
    public async Task List_EditedPlaybook_SaysWhoWhatBeforeAfter()
    {
        await using var studio = await TestStudio.OpenAsync();
        var playbooks = studio.Get<PlaybookService>();
        var playbook = await playbooks.CreateAsync(TestStudio.Sales, "shop", "Shop");
        await playbooks.EditAsync(TestStudio.Sales, "shop", new PlaybookEdit("Corner shop", "en", 30, Playbook.FallbackAct), playbook.Version);
        var page = await studio.Get<AuditService>().ListAsync(TestStudio.Compliance, new AuditFilter("Playbook", "shop"));
        var edit = page.Entries[0];
        Assert.Equal(2, page.Total);
        Assert.Equal(("Sara Sales", "s", "EditPlaybook", "modified", "shop"), (edit.ActorName, edit.ActorId, edit.UseCase, edit.Change, edit.Key));
        Assert.Equal("""{"Name":"Shop"}""", edit.Before);
        Assert.Equal("""{"Name":"Corner shop"}""", edit.After);
        Assert.Equal(TestStudio.Start, edit.At);
        Assert.Null(page.Entries[1].Before);
    }

    [Fact]
    public async Task Save_UserAndKey_LeavesSecretsOut()
    {
        await using var studio = await TestStudio.OpenAsync();
        await studio.Get<ApiKeyService>().CreateAsync(TestStudio.Administrator, "Widget", KeyScopes.All);
        await using (var db = studio.Db())
        {
            db.Users.Add(new StudioUser { UserName = "mara", Email = "mara@example.org", PasswordHash = "HASHED", SecurityStamp = "STAMP" });
            db.SaveChanges();
            db.Users.Single().PasswordHash = "OTHER";
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        var page = await studio.Get<AuditService>().ListAsync(TestStudio.Administrator, new AuditFilter());
        var text = string.Concat(page.Entries.Select(e => e.Before + e.After));
        Assert.DoesNotContain("HASHED", text, StringComparison.Ordinal);
        Assert.DoesNotContain("OTHER", text, StringComparison.Ordinal);
        Assert.DoesNotContain("STAMP", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\"Hash\"", text, StringComparison.Ordinal);
        Assert.Equal(["StudioUser", "StudioUser", "ApiKey"], page.Entries.Select(e => e.Entity));
        Assert.Equal(("modified", "{}", "system"), (page.Entries[0].Change, page.Entries[0].After, page.Entries[0].ActorId));
    }

    [Theory]
    [InlineData("UPDATE AuditEntries SET After = '' WHERE Sequence = 5", 5)]
    [InlineData("UPDATE AuditEntries SET At = At + 1 WHERE Sequence = 3", 3)]
    [InlineData("UPDATE AuditEntries SET Before = '' WHERE Sequence = 2", 2)]
    [InlineData("DELETE FROM AuditEntries WHERE Sequence = 4", 5)]
    [InlineData("UPDATE AuditEntries SET ActorName = ActorId, ActorId = ActorName WHERE Sequence = 1", 1)]
    public async Task Verify_TamperedEntry_NamesTheFirstBroken(string tamper, long broken)
    {
        await using var studio = await TestStudio.OpenAsync();
        for (var i = 0; i < 8; i++)
            await studio.Get<ApiKeyService>().CreateAsync(TestStudio.Administrator, $"Key {i}", KeyScopes.Report);
        var audit = studio.Get<AuditService>();
        var before = await audit.VerifyAsync(TestStudio.Compliance);
        Assert.Equal((8, null), (before.Entries, before.FirstBroken));
        await using (var db = studio.Db())
            await db.Database.ExecuteSqlRawAsync(tamper, TestContext.Current.CancellationToken);
        Assert.Equal(broken, (await audit.VerifyAsync(TestStudio.Compliance)).FirstBroken);
    }

    [Fact]
    public async Task Save_ManyAtOnce_KeepsOneChain()
    {
        await using var studio = await TestStudio.OpenAsync();
        var keys = studio.Get<ApiKeyService>();
        await Task.WhenAll(Enumerable.Range(0, 30).Select(i => Task.Run(() => keys.CreateAsync(TestStudio.Administrator, $"Key {i}", KeyScopes.Report))));
        var verification = await studio.Get<AuditService>().VerifyAsync(TestStudio.Compliance);
        Assert.Equal((30, null), (verification.Entries, verification.FirstBroken));
    }

    [Fact]
    public async Task Save_Fails_LeavesNoEntry_AndTheContextCanSaveAgain()
    {
        await using var studio = await TestStudio.OpenAsync();
        await using var db = studio.Db();
        db.Users.Add(new StudioUser { Id = "1", UserName = "a", NormalizedUserName = "A" });
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        var twin = new StudioUser { Id = "2", UserName = "b", NormalizedUserName = "A" };
        db.Users.Add(twin);
        await Assert.ThrowsAsync<DbUpdateException>(() => db.SaveChangesAsync(TestContext.Current.CancellationToken));
        Assert.Throws<DbUpdateException>(() => db.SaveChanges());
        twin.NormalizedUserName = "B";
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        var verification = await studio.Get<AuditService>().VerifyAsync(TestStudio.Compliance);
        Assert.Equal((2, null), (verification.Entries, verification.FirstBroken));
    }

    [Fact]
    public async Task List_BySales_IsForbidden()
    {
        await using var studio = await TestStudio.OpenAsync();
        await Assert.ThrowsAsync<ForbiddenException>(() => studio.Get<AuditService>().ListAsync(TestStudio.Sales, new AuditFilter()));
        await Assert.ThrowsAsync<ForbiddenException>(() => studio.Get<AuditService>().VerifyAsync(TestStudio.Analyst));
    }
}
