using ConvoStudio.Application.Keys;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Persistence;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace ConvoStudio.Application.Tests.Keys;

public sealed class ApiKeyServiceTests
{
    [Fact]
    public async Task Verify_CreatedKey_GivesItsScopes()
    {
        await using var studio = await TestStudio.OpenAsync();
        var keys = studio.Get<ApiKeyService>();
        var created = await keys.CreateAsync(TestStudio.Administrator, "Widget", KeyScopes.Decide | KeyScopes.Report);
        var actor = await keys.VerifyAsync(created.Secret);
        Assert.Equal((KeyScopes.Decide | KeyScopes.Report, "Widget"), (actor!.Scopes, actor.Name));
        Assert.Null(await keys.VerifyAsync(created.Secret + "x"));
        Assert.Null(await keys.VerifyAsync(""));
        Assert.Null(await keys.VerifyAsync(null));
    }

    [Fact]
    public async Task Create_Key_SecretIsNowhereInTheFile()
    {
        await using var studio = await TestStudio.OpenAsync();
        var created = await studio.Get<ApiKeyService>().CreateAsync(TestStudio.Administrator, "Widget", KeyScopes.All);
        await using (var db = studio.Db())
            await db.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)", TestContext.Current.CancellationToken);
        await using var file = new FileStream(Path.Combine(studio.Folder, "studio.db"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(file, System.Text.Encoding.Latin1);
        var text = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.DoesNotContain(created.Secret, text, StringComparison.Ordinal);
        Assert.Contains(created.Key.Prefix, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Revoke_VerifiedBefore_IsRefusedAtOnce()
    {
        await using var studio = await TestStudio.OpenAsync();
        var keys = studio.Get<ApiKeyService>();
        var created = await keys.CreateAsync(TestStudio.Administrator, "Widget", KeyScopes.Decide);
        Assert.NotNull(await keys.VerifyAsync(created.Secret));
        await keys.RevokeAsync(TestStudio.Administrator, created.Key.Id);
        Assert.Null(await keys.VerifyAsync(created.Secret));
        await Assert.ThrowsAsync<TransitionException>(() => keys.RevokeAsync(TestStudio.Administrator, created.Key.Id));
        await Assert.ThrowsAsync<NotFoundException>(() => keys.RevokeAsync(TestStudio.Administrator, Guid.NewGuid()));
    }

    [Fact]
    public async Task EnsureFirstKey_Twice_StoresOne_AndNotAgainAfterRevoke()
    {
        await using var studio = await TestStudio.OpenAsync();
        var keys = studio.Get<ApiKeyService>();
        await keys.EnsureFirstKeyAsync("first-key-0123456789");
        await keys.EnsureFirstKeyAsync("first-key-0123456789");
        var only = Assert.Single(await keys.ListAsync(TestStudio.Administrator));
        Assert.Equal(KeyScopes.All, (await keys.VerifyAsync("first-key-0123456789"))!.Scopes);
        await keys.RevokeAsync(TestStudio.Administrator, only.Id);
        await keys.EnsureFirstKeyAsync("first-key-0123456789");
        Assert.Null(await keys.VerifyAsync("first-key-0123456789"));
        await Assert.ThrowsAsync<ValidationException>(() => keys.EnsureFirstKeyAsync("short"));
    }

    [Fact]
    public async Task Verify_SecondUseAfterAMinute_MovesLastUsed()
    {
        await using var studio = await TestStudio.OpenAsync();
        var keys = studio.Get<ApiKeyService>();
        var created = await keys.CreateAsync(TestStudio.Administrator, "Widget", KeyScopes.Decide);
        await keys.VerifyAsync(created.Secret);
        studio.Time.Advance(TimeSpan.FromSeconds(30));
        await keys.VerifyAsync(created.Secret);
        Assert.Equal(TestStudio.Start, (await keys.ListAsync(TestStudio.Administrator))[0].LastUsedAt);
        studio.Time.Advance(TimeSpan.FromSeconds(31));
        await keys.VerifyAsync(created.Secret);
        Assert.Equal(TestStudio.Start.AddSeconds(61), (await keys.ListAsync(TestStudio.Administrator))[0].LastUsedAt);
    }

    [Fact]
    public async Task Create_KeyByNarrowerKey_IsForbidden()
    {
        await using var studio = await TestStudio.OpenAsync();
        var keys = studio.Get<ApiKeyService>();
        var manage = Actor.Key(Guid.NewGuid(), "Manager", KeyScopes.Manage);
        await Assert.ThrowsAsync<ForbiddenException>(() => keys.CreateAsync(manage, "Wider", KeyScopes.All));
        await keys.CreateAsync(manage, "Same", KeyScopes.Manage);
        await Assert.ThrowsAsync<ForbiddenException>(() => keys.CreateAsync(TestStudio.Analyst, "Widget", KeyScopes.Report));
        var exception = await Assert.ThrowsAsync<ValidationException>(() => keys.CreateAsync(manage, " ", KeyScopes.None));
        Assert.Equal(["name", "scopes"], exception.Errors.Keys.Order(StringComparer.Ordinal));
    }
}
