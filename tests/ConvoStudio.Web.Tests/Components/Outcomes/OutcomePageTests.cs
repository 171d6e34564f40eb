using System.Text;
using Bunit;
using ConvoStudio.Application.Conversations;
using ConvoStudio.Application.Jobs;
using ConvoStudio.Application.Outcomes;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Studios;
using ConvoStudio.Web.Components.Outcomes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ConvoStudio.Web.Tests.Components.Outcomes;

public sealed class OutcomePageTests : PageTest
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task File_IsLookedAtWithoutStoring_ThenRecorded_AndAgainIsKnown()
    {
        await SignInAsync(Roles.Analyst);
        await CreatePlaybookAsync();
        foreach (var name in (string[])["chat-1", "chat-2"])
            await OpenAsync(name);
        var log = Get<Studio>().Log;
        var before = log.LastSequence;
        var page = await RenderAsync();
        page.WaitForAssertion(() => Assert.Equal("2 of these 4 rows match", page.Find("[data-matched]").TextContent.Trim()), Patience);
        Assert.Equal(["Recorded", "Recorded", "Unmatched", "Unmatched"], page.FindAll("tr[data-row]").Select(row => row.GetAttribute("data-status")));
        Assert.DoesNotContain("secret-customer", page.Markup, StringComparison.Ordinal);
        Assert.Equal(before, log.LastSequence);

        await page.Find("[data-record]").ClickAsync();
        var worker = Services.GetServices<IHostedService>().OfType<JobWorker>().Single();
        await worker.StartAsync(Xunit.TestContext.Current.CancellationToken);
        page.WaitForAssertion(() => Assert.NotNull(page.Find("[data-badge=StateDone]")), Patience);
        Assert.Contains("2", page.Find("[data-stat=Recorded]").TextContent, StringComparison.Ordinal);
        Assert.Equal(["4", "5"], page.FindAll("[data-unmatched]").Select(row => row.GetAttribute("data-unmatched")));
        Assert.Equal(before + 2, log.LastSequence);

        page = await RenderAsync();
        page.WaitForAssertion(() => Assert.Equal(["SameAsBefore", "SameAsBefore", "Unmatched", "Unmatched"], page.FindAll("tr[data-row]").Select(row => row.GetAttribute("data-status"))), Patience);
    }

    [Fact]
    public async Task Columns_NotWhole_SaysWhatIsMissing_AndRecordsNothing()
    {
        await SignInAsync(Roles.Administrator);
        await CreatePlaybookAsync();
        var page = await RenderAsync("a,b\n1,2\n");
        page.WaitForAssertion(() => Assert.Contains("which conversation", page.Find("[data-match]").TextContent, StringComparison.Ordinal), Patience);
        Assert.True(page.Find("[data-record]").HasAttribute("disabled"));
    }

    private async Task<IRenderedComponent<OutcomePage>> RenderAsync(string csv = "chat id,customer,won,closed at\nchat-1,,yes,\nchat-2,,no,\nchat-3,,yes,\n,secret-customer,yes,2026-01-02 10:00\n")
    {
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(csv));
        var upload = await Get<OutcomeUploadService>().ReceiveAsync(Other, "cards", "crm.csv", content);
        return Render<OutcomePage>(parameters => parameters.Add(p => p.Id, upload.Id));
    }

    private Task<Answer> OpenAsync(string externalId) => Get<Studio>().Conversations.OpenAsync(
        new OpenConversation("test", "cards", $"customer of {externalId}", externalId, "web", null, null, null, null, null), RequestIdentity.Of(externalId, "open", []));
}
