using System.Text;
using Bunit;
using ConvoStudio.Application.Imports;
using ConvoStudio.Application.Jobs;
using ConvoStudio.Application.People;
using ConvoStudio.Engine.Simulation;
using ConvoStudio.Web.Components.Imports;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ConvoStudio.Web.Tests.Components.Imports;

public sealed class ImportPageTests : PageTest
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Reading_ShowsTheJob_AndCancelAsksItToStop()
    {
        await SignInAsync(Roles.Analyst);
        // No worker runs: the job waits for its turn.
        var import = await StartAsync();
        var page = Render<ImportPage>(parameters => parameters.Add(p => p.Id, import.Id));
        page.WaitForElement("[data-job=import]");
        Assert.Contains("Waiting for its turn", page.Find("[data-job]").TextContent, StringComparison.Ordinal);
        await page.Find("[data-cancel]").ClickAsync();
        page.WaitForAssertion(() => Assert.Contains("Stopping", page.Find("[data-cancel]").TextContent, StringComparison.Ordinal));
        Assert.True((await Get<JobService>().GetAsync(Other, import.JobId)).CancelRequested);
    }

    [Fact]
    public async Task ActThatStatesTheOutcome_LeavesTheMoves()
    {
        await SignInAsync(Roles.Analyst);
        var page = await RenderReadAsync();
        page.WaitForElement("[data-move=recommend-card]", Patience);
        await page.Find("[data-act=recommend-card] input").ChangeAsync(true);
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[data-move=recommend-card]")), Patience);
        Assert.Contains("suggested: does not", page.Find("[data-act=recommend-card]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TwoChoicesAtOnce_BothCount()
    {
        await SignInAsync(Roles.Analyst);
        var page = await RenderReadAsync();
        page.WaitForElement("[data-move=recommend-card]", Patience);
        // The second comes while the first is still being worked out.
        var first = page.Find("[data-fact=segment] [data-usage=Policy]").ClickAsync();
        var second = page.Find("[data-fact=travels] [data-usage=Policy]").ClickAsync();
        await Task.WhenAll(first, second);
        page.WaitForElement("[data-fact=segment] [data-badge=StateProtected]", Patience);
        page.WaitForElement("[data-fact=travels] [data-badge=StateProtected]", Patience);
    }

    [Fact]
    public async Task FactForRulesAlone_IsMarkedProtected()
    {
        await SignInAsync(Roles.Analyst);
        var page = await RenderReadAsync();
        page.WaitForElement("[data-fact=segment]", Patience);
        Assert.Empty(page.FindAll("[data-fact=segment] [data-badge=StateProtected]"));
        await page.Find("[data-fact=segment] [data-usage=Policy]").ClickAsync();
        page.WaitForElement("[data-fact=segment] [data-badge=StateProtected]", Patience);
    }

    [Fact]
    public async Task Administrator_SeesTheFile_ButMakesNoPlaybook()
    {
        await SignInAsync(Roles.Administrator);
        var page = await RenderReadAsync();
        page.WaitForElement("[data-act=recommend-card]", Patience);
        Assert.Empty(page.FindAll("[data-make]"));
        Assert.All(page.FindAll("[data-act] input"), input => Assert.True(input.HasAttribute("disabled")));
        Assert.NotNull(page.Find("[data-discard]"));
    }

    [Fact]
    public async Task Make_WithATakenKey_SaysSoAtTheField()
    {
        await SignInAsync(Roles.Analyst);
        await CreatePlaybookAsync("calls");
        var page = await RenderReadAsync();
        page.WaitForElement("[data-make]", Patience);
        await page.Find("#make-playbook").SubmitAsync();
        page.WaitForAssertion(() => Assert.Contains("This key is taken.", page.Find("#make-playbook").TextContent, StringComparison.Ordinal), Patience);
    }

    private async Task<IRenderedComponent<ImportPage>> RenderReadAsync()
    {
        var import = await StartAsync();
        var worker = Services.GetServices<IHostedService>().OfType<JobWorker>().Single();
        await worker.StartAsync(Xunit.TestContext.Current.CancellationToken);
        return Render<ImportPage>(parameters => parameters.Add(p => p.Id, import.Id));
    }

    private async Task<Import> StartAsync()
    {
        var lines = SampleConversations.Generate(seed: 5, n: 120).Select(conversation => SampleConversationJson.WriteLine(conversation));
        using var file = new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', lines)));
        return await Get<ImportService>().StartAsync(Other, "calls.jsonl", file);
    }
}
