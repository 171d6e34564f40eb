using Bunit;
using ConvoStudio.Application.Compliance;
using ConvoStudio.Application.Conversations;
using ConvoStudio.Application.Jobs;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Studios;
using ConvoStudio.Engine.Contexts;
using ConvoStudio.Web.Components.Compliance;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ConvoStudio.Web.Tests.Components.Compliance;

/// <summary>Whoever begins a proof or a trial can stop it.</summary>
public sealed class RuleCancelTests : PageTest
{
    private readonly HeldStore _store = new();

    public RuleCancelTests() => Services.AddSingleton<IProtectedStore>(_store);

    private async Task<IRenderedComponent<RuleDetailPage>> OpenAsync()
    {
        await SignInAsync(Roles.ComplianceOfficer);
        await CreatePlaybookAsync();
        await Get<RuleService>().CreateAsync(Other, "cards", "never", new RuleWriting("Never say hand-over."));
        return Render<RuleDetailPage>(p => p.Add(page => page.Key, "never"));
    }

    [Fact]
    public async Task Proof_IsCancelled_AndCanBeBegunAgain()
    {
        var page = await OpenAsync();
        await page.WaitForElement("[data-prove=shielded]").ClickAsync();
        await page.WaitForElement("[data-job] [data-cancel]").ClickAsync();
        Assert.Contains("Stopping", page.WaitForElement("[data-job] [data-cancel]").TextContent, StringComparison.Ordinal);
        var worker = Services.GetServices<IHostedService>().OfType<JobWorker>().Single();
        await worker.StartAsync(Xunit.TestContext.Current.CancellationToken);
        page.WaitForElement("[data-prove=shielded]");
        var job = Assert.Single(await Get<JobService>().ListAsync(Other), one => one.Kind == "verify-rules");
        Assert.Equal(JobState.Cancelled, job.State);
        Assert.Null(await Get<RuleVerificationService>().NewestAsync(Other, "cards"));
        await worker.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Trial_IsCancelled_AndShowsNothing()
    {
        var page = await OpenAsync();
        var studio = Get<Studio>();
        await studio.Conversations.OpenAsync(new OpenConversation("key", "cards", "c", null, "web", null, null, null, null, null), RequestIdentity.Of("open", "test", []));
        page.WaitForElement("[data-fired='0']");
        _store.Held = true;
        var asked = _store.Asked;
        var clicked = page.WaitForElement("[data-impact]").ClickAsync();
        await asked.WaitAsync(Xunit.TestContext.Current.CancellationToken);
        await page.WaitForElement("[data-impact-cancel]").ClickAsync();
        await clicked;
        page.WaitForElement("[data-impact]");
        Assert.Empty(page.FindAll("[data-trial]"));
        Assert.True(_store.Cancelled);
    }

    /// <summary>Answers nothing while it is held, until whoever asks cancels.</summary>
    private sealed class HeldStore : IProtectedStore
    {
        private readonly MemoryProtectedStore _inner = new();
        private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool Held { get; set; }

        public bool Cancelled { get; private set; }

        public Task Asked => _asked.Task;

        public async Task<ProtectedFacts> LoadFactsAsync(Guid conversation, DateTimeOffset? asOf, CancellationToken cancellationToken)
        {
            if (!Held || !cancellationToken.CanBeCanceled) return await _inner.LoadFactsAsync(conversation, asOf, cancellationToken);
            _asked.TrySetResult();
            try
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            }
            finally
            {
                Cancelled = cancellationToken.IsCancellationRequested;
            }
            return ProtectedFacts.None;
        }

        public Task SaveFactsAsync(Guid conversation, DateTimeOffset at, IReadOnlyDictionary<string, FactValue> facts, CancellationToken cancellationToken) =>
            _inner.SaveFactsAsync(conversation, at, facts, cancellationToken);

        public Task SaveTextAsync(Guid conversation, int turn, string text, CancellationToken cancellationToken) => _inner.SaveTextAsync(conversation, turn, text, cancellationToken);

        public Task<IReadOnlyDictionary<int, string>> LoadTextsAsync(Guid conversation, CancellationToken cancellationToken) => _inner.LoadTextsAsync(conversation, cancellationToken);
    }
}
