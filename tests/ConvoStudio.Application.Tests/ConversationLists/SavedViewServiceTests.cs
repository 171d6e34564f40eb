using ConvoStudio.Application.ConversationLists;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Persistence;
using Xunit;

namespace ConvoStudio.Application.Tests.ConversationLists;

public sealed class SavedViewServiceTests
{
    [Fact]
    public async Task View_IsItsOwners_UntilShared_AndOnlyTheOwnerChangesIt()
    {
        await using var studio = await TestStudio.OpenAsync();
        var views = studio.Get<SavedViewService>();
        var view = await views.CreateAsync(TestStudio.Sales, "cards", " Lost ", "outcome=not", shared: false);
        Assert.Empty(await views.ListAsync(TestStudio.Analyst, "cards"));
        await Assert.ThrowsAsync<NotFoundException>(() => views.DeleteAsync(TestStudio.Analyst, view.Id));
        await Assert.ThrowsAsync<ValidationException>(() => views.CreateAsync(TestStudio.Sales, "cards", "Lost", "", shared: false));

        view = await views.EditAsync(TestStudio.Sales, view.Id, "Lost", "outcome=not", shared: true, view.Version);
        Assert.Equal("Lost", Assert.Single(await views.ListAsync(TestStudio.Analyst, "cards")).Name);
        await Assert.ThrowsAsync<ForbiddenException>(() => views.DeleteAsync(TestStudio.Analyst, view.Id));
        await Assert.ThrowsAsync<ConflictException>(() => views.EditAsync(TestStudio.Sales, view.Id, "Other", "", shared: true, view.Version - 1));
        await Assert.ThrowsAsync<ForbiddenException>(() => views.ListAsync(TestStudio.Administrator, "cards"));

        var deleted = await views.DeleteAsync(TestStudio.Sales, view.Id);
        Assert.Empty(await views.ListAsync(TestStudio.Sales, "cards"));
        await Assert.ThrowsAsync<ForbiddenException>(() => views.RestoreAsync(TestStudio.Analyst, deleted));
        await views.RestoreAsync(TestStudio.Sales, deleted);
        Assert.Equal("outcome=not", Assert.Single(await views.ListAsync(TestStudio.Analyst, "cards")).Query);
    }

    [Fact]
    public async Task Default_IsOneForEachPersonAndPlaybook()
    {
        await using var studio = await TestStudio.OpenAsync();
        var views = studio.Get<SavedViewService>();
        var first = await views.CreateAsync(TestStudio.Sales, "cards", "First", "a=1", shared: false);
        var second = await views.CreateAsync(TestStudio.Sales, "cards", "Second", "a=2", shared: false);
        await views.SetDefaultAsync(TestStudio.Sales, first.Id, isDefault: true);
        await views.SetDefaultAsync(TestStudio.Sales, second.Id, isDefault: true);
        Assert.Equal(["Second"], (await views.ListAsync(TestStudio.Sales, "cards")).Where(v => v.IsDefault).Select(v => v.Name));
    }
}
