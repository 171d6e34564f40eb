using System.Text;
using Bunit;
using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Experiments;
using ConvoStudio.Application.Imports;
using ConvoStudio.Application.Jobs;
using ConvoStudio.Application.Notifications;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Persistence;
using ConvoStudio.Engine.Simulation;
using ConvoStudio.Web.Components.Notifications;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ConvoStudio.Web.Tests.Components.Notifications;

public sealed class NotificationBellTests : PageTest
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly IActor Mara = Actor.Person("mara", "Mara Novak", [Roles.Analyst]);

    [Fact]
    public async Task Bell_NothingHappened_SaysWhatWillAppearHere()
    {
        await SignInAsync(Roles.SalesManager);
        var bell = Render<NotificationBell>();
        bell.WaitForElement("#notifications .cs-state");
        Assert.Equal("0", Unread(bell));
        Assert.Empty(bell.FindAll("[data-read-all]"));
    }

    [Fact]
    public async Task Bell_PausedExperiment_IsUnreadUntilMarked_AndAfterARestart()
    {
        await SignInAsync(Roles.SalesManager);
        await CreatePlaybookAsync();
        await PauseAsync();
        var bell = Render<NotificationBell>();
        Assert.Contains("First is paused", bell.WaitForElement("[data-notification].new").TextContent, StringComparison.Ordinal);
        Assert.Equal("1", Unread(bell));
        Assert.Contains("hot", bell.Find(".cs-bell .n").ClassName, StringComparison.Ordinal);
        Assert.Equal("Notifications, 1 unread", bell.Find(".cs-bell .cs-sr").TextContent);
        await bell.Find("[data-read-all]").ClickAsync();
        bell.WaitForAssertion(() => Assert.Equal("0", Unread(bell)));
        Assert.Single(bell.FindAll("[data-notification]"));
        Assert.Single((await new ReadMarkService(Get<IDbContextFactory<StudioDbContext>>()).GetAsync(Mara)).Keys);
        var another = Render<NotificationBell>();
        another.WaitForElement("[data-notification]");
        Assert.Equal("0", Unread(another));
    }

    [Fact]
    public async Task Bell_PausedAgain_IsNewsAgain()
    {
        await SignInAsync(Roles.SalesManager);
        await CreatePlaybookAsync();
        await PauseAsync();
        var bell = Render<NotificationBell>();
        await bell.WaitForElement("[data-notification]").ClickAsync();
        bell.WaitForAssertion(() => Assert.Equal("0", Unread(bell)));
        await Get<ExperimentService>().ResumeAsync(Other, "first");
        Get<NavigationManager>().NavigateTo("/experiments");
        bell.WaitForAssertion(() => Assert.Empty(bell.FindAll("[data-notification]")));
        await Get<ExperimentService>().PauseAsync(Other, "first", "To look at it");
        Get<NavigationManager>().NavigateTo("/");
        bell.WaitForAssertion(() => Assert.Equal("1", Unread(bell)));
    }

    [Fact]
    public async Task Bell_OwnImportEnds_AppearsWithoutAReload_AndSomebodyElsesDoesNot()
    {
        await SignInAsync(Roles.Analyst);
        var bell = Render<NotificationBell>();
        bell.WaitForElement("#notifications .cs-state");
        var worker = Services.GetServices<IHostedService>().OfType<JobWorker>().Single();
        await worker.StartAsync(Xunit.TestContext.Current.CancellationToken);
        await ImportAsync(Other, "theirs.jsonl");
        await ImportAsync(Mara, "mine.jsonl");
        bell.WaitForAssertion(() => Assert.Contains("Import mine.jsonl", bell.Find("[data-notification^='job/'].new").TextContent, StringComparison.Ordinal), Patience);
        Assert.Single(bell.FindAll("[data-notification^='job/']"));
        Assert.StartsWith("/imports/", bell.Find("[data-notification^='job/']").GetAttribute("href"), StringComparison.Ordinal);
        await bell.Find("[data-read-all]").ClickAsync();
        bell.WaitForAssertion(() => Assert.Empty(bell.FindAll(".new")));
    }

    private static string? Unread(IRenderedComponent<NotificationBell> bell) => bell.Find(".cs-bell").GetAttribute("data-unread");

    private async Task ImportAsync(IActor actor, string name)
    {
        var lines = SampleConversations.Generate(seed: 5, n: 30).Select(conversation => SampleConversationJson.WriteLine(conversation));
        using var file = new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', lines)));
        await Get<ImportService>().StartAsync(actor, name, file);
    }

    private async Task PauseAsync()
    {
        ArmPart[] arms = [new("control", "Uniform", "uniform", 1, Control: true), new("treatment", "Uniform too", "uniform", 1, Control: false)];
        var experiments = Get<ExperimentService>();
        await experiments.CreateAsync(Other, "cards", new NewExperiment("first", "First", "Nothing differs.", arms));
        await experiments.StartAsync(Other, "first");
        await experiments.PauseAsync(Other, "first", "To look at it");
    }
}
