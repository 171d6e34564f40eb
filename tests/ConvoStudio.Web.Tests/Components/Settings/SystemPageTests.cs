using System.IO.Compression;
using Bunit;
using ConvoStudio.Application.Audit;
using ConvoStudio.Application.Backups;
using ConvoStudio.Application.Jobs;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Persistence;
using ConvoStudio.Application.Retention;
using ConvoStudio.Web.Components.Settings;
using Microsoft.EntityFrameworkCore;

namespace ConvoStudio.Web.Tests.Components.Settings;

public sealed class SystemPageTests : PageTest
{
    [Fact]
    public async Task Backup_HoldsBothDatabasesAndTheKeys_AndOpensAgain()
    {
        await SignInAsync(Roles.Administrator);
        await CreatePlaybookAsync();
        var folder = Get<DataFolder>();
        await File.WriteAllTextAsync(Path.Combine(folder.Keys, "key-1.xml"), "<key/>");
        var backups = Get<BackupService>();
        var job = await backups.StartAsync(Other);
        Assert.Equal(job.Id, (await backups.StartAsync(Other)).Id);
        await Handler(BackupJob.JobKind).RunAsync(job, _ => ValueTask.CompletedTask, default);

        var made = Assert.Single(backups.List(Other));
        Assert.Throws<NotFoundException>(() => backups.PathOf(Other, "../studio.db"));
        var restored = Path.Combine(folder.Root, "restored");
        await ZipFile.ExtractToDirectoryAsync(backups.PathOf(Other, made.Name), restored);
        Assert.Equal("<key/>", await File.ReadAllTextAsync(Path.Combine(restored, "keys", "key-1.xml")));
        Assert.True(File.Exists(Path.Combine(restored, "log.db")));
        await using var database = new StudioDbContext(new DbContextOptionsBuilder<StudioDbContext>().UseSqlite($"Data Source={Path.Combine(restored, "studio.db")};Pooling=False").Options);
        Assert.Equal("cards", (await database.Playbooks.SingleAsync()).Key);
        Assert.Empty(Directory.EnumerateDirectories(folder.Backups));
    }

    [Fact]
    public async Task Page_ChangedPeriods_AreSavedUnderThePersonsName_AndAppliedAsAJob()
    {
        await SignInAsync(Roles.Administrator);
        JSInterop.Mode = JSRuntimeMode.Loose;
        var page = Render<SystemPage>();
        var field = page.WaitForElement("[data-kind=Jobs] input");
        await field.ChangeAsync("3");
        page.WaitForAssertion(() => Assert.Contains("Use 7 to 3650", page.Find("[data-kind=Jobs]").TextContent, StringComparison.Ordinal));
        await page.Find("[data-kind=Jobs] input").ChangeAsync("30");
        await page.Find("[data-retention]").SubmitAsync();
        page.WaitForAssertion(() => Assert.Equal(30, Get<RetentionService>().GetAsync(Other).GetAwaiter().GetResult().JobDays));

        await Handler(RetentionJob.JobKind).RunAsync(await Get<RetentionService>().StartAsync(Other), _ => ValueTask.CompletedTask, default);
        var entries = (await Get<AuditService>().ListAsync(Other, new AuditFilter(Entity: nameof(RetentionSettings)))).Entries;
        Assert.Contains(entries, entry => entry.ActorName == "Mara Novak" && entry.After!.Contains("30", StringComparison.Ordinal));
        Assert.Contains("Nothing was old enough", entries[0].After, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Services_WithoutTheRole_Refuse()
    {
        await SignInAsync(Roles.Analyst);
        var analyst = Actor.Person("a", "Ana", [Roles.Analyst, Roles.SalesManager, Roles.ComplianceOfficer]);
        Assert.Throws<ForbiddenException>(() => Get<BackupService>().List(analyst));
        await Assert.ThrowsAsync<ForbiddenException>(() => Get<BackupService>().StartAsync(analyst));
        await Assert.ThrowsAsync<ForbiddenException>(() => Get<RetentionService>().StartAsync(analyst));
        await Assert.ThrowsAsync<ForbiddenException>(() => Get<RetentionService>().SaveAsync(analyst, RetentionPeriods.Default, 1));
    }

    private IJobHandler Handler(string kind) => Get<IEnumerable<IJobHandler>>().Single(handler => handler.Kind == kind);
}
