using ConvoStudio.Application.Notifications;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Persistence;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace ConvoStudio.Application.Tests.Notifications;

public sealed class ReadMarkServiceTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Get_NothingRead_CoversNothing()
    {
        await using var studio = await TestStudio.OpenAsync();
        var mark = await Marks(studio).GetAsync(Person("mara"));
        Assert.False(mark.Covers("a", Noon));
        Assert.False(mark.Covers("a", null));
    }

    [Fact]
    public async Task ReadAll_AfterARestart_IsStillRead_ForThisPersonOnly()
    {
        await using var studio = await TestStudio.OpenAsync();
        await Marks(studio).ReadAllAsync(Person("mara"), Noon, ["goes-on"]);
        var restarted = Marks(studio);
        var mark = await restarted.GetAsync(Person("mara"));
        Assert.True(mark.Covers("ended", Noon));
        Assert.True(mark.Covers("goes-on", null));
        Assert.False(mark.Covers("later", Noon.AddTicks(1)));
        Assert.False((await restarted.GetAsync(Person("tom"))).Covers("goes-on", null));
    }

    [Fact]
    public async Task ReadAll_OfAnOlderReading_TakesNothingBack()
    {
        await using var studio = await TestStudio.OpenAsync();
        var marks = Marks(studio);
        await marks.ReadAllAsync(Person("mara"), Noon, []);
        Assert.True((await marks.ReadAllAsync(Person("mara"), Noon.AddHours(-1), [])).Covers("ended", Noon));
    }

    [Fact]
    public async Task Read_OneOfTwo_LeavesTheOther_AndForgettingMakesItNewsAgain()
    {
        await using var studio = await TestStudio.OpenAsync();
        var marks = Marks(studio);
        var mark = await marks.ReadAsync(Person("mara"), "a");
        Assert.True(mark.Covers("a", Noon));
        Assert.False(mark.Covers("b", Noon));
        Assert.False((await marks.ForgetAsync(Person("mara"), key => key == "a")).Covers("a", Noon));
    }

    [Fact]
    public async Task Read_TellsTheOtherWindows_UntilTheyAreClosed()
    {
        await using var studio = await TestStudio.OpenAsync();
        var marks = Marks(studio);
        List<string> told = [];
        using (marks.Subscribe(told.Add))
            await marks.ReadAsync(Person("mara"), "a");
        await marks.ReadAsync(Person("mara"), "b");
        Assert.Equal(["mara"], told);
    }

    [Fact]
    public async Task Read_ManyTimes_KeepsTheNewestKeys()
    {
        await using var studio = await TestStudio.OpenAsync();
        var marks = Marks(studio);
        var mark = await marks.ReadAllAsync(Person("mara"), Noon, [.. Enumerable.Range(0, 250).Select(number => $"key-{number}")]);
        Assert.Equal(200, mark.Keys.Count);
        Assert.False(mark.Covers("key-49", null));
        Assert.True(mark.Covers("key-249", null));
    }

    [Fact]
    public async Task Get_NoRole_IsRefused()
    {
        await using var studio = await TestStudio.OpenAsync();
        await Assert.ThrowsAsync<ForbiddenException>(() => Marks(studio).GetAsync(Actor.Person("nobody", "Nobody", [])));
    }

    private static ReadMarkService Marks(TestStudio studio) => new(studio.Get<IDbContextFactory<StudioDbContext>>());

    private static Actor Person(string id) => Actor.Person(id, id, [Roles.Analyst]);
}
