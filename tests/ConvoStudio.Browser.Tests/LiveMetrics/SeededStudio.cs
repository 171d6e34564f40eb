using System.Text;
using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Experiments;
using ConvoStudio.Application.Imports;
using ConvoStudio.Application.Jobs;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Playbooks;
using ConvoStudio.Application.Simulations;
using ConvoStudio.Engine.Simulation;
using Microsoft.Extensions.DependencyInjection;

[assembly: AssemblyFixture(typeof(ConvoStudio.Browser.Tests.LiveMetrics.SeededStudio))]

namespace ConvoStudio.Browser.Tests.LiveMetrics;

/// <summary>A playbook made from generated conversations, an experiment on it, and rehearsals of it, all through the services. Made once, when the first test asks.</summary>
public sealed class SeededStudio
{
    public const string Playbook = "live-cards";
    public const string Experiment = "ask-first";
    private static readonly IActor Person = Actor.Person("seed", "Mara Novak", Roles.All);
    private readonly SemaphoreSlim _gate = new(1, 1);
    private Task? _made;

    /// <summary>Makes what is not there yet.</summary>
    public async Task MakeAsync(BrowserApp app)
    {
        await _gate.WaitAsync();
        try
        {
            await (_made ??= MakeOnceAsync(app.Services));
        }
        finally
        {
            _gate.Release();
        }
    }

    public static async Task<Rehearsal> RehearseAsync(BrowserApp app, int customers, int seed) =>
        await app.Services.GetRequiredService<RehearsalService>().StartAsync(Person, Experiment, customers, seed);

    /// <summary>Waits until the board of a rehearsal moved as many times.</summary>
    public static async Task MovedAsync(BrowserApp app, Guid rehearsal, int frames)
    {
        var studio = await app.Services.GetRequiredService<RehearsalBottles>().FindAsync(rehearsal);
        var moved = new CountdownEvent(frames);
        using var subscription = studio!.Metrics.Subscribe(Experiment, _ => { if (!moved.IsSet) moved.Signal(); });
        await Task.Run(() => Assert.True(moved.Wait(TimeSpan.FromMinutes(1)), "The board stood still."));
    }

    /// <summary>Waits for a job by listening to it.</summary>
    public static Task<Job> EndAsync(BrowserApp app, Guid id) => EndAsync(app.Services, id);

    private static async Task MakeOnceAsync(IServiceProvider services)
    {
        var lines = string.Join('\n', SampleConversations.Generate(7, 300).Select(c => SampleConversationJson.WriteLine(c)));
        var import = await services.GetRequiredService<ImportService>().StartAsync(Person, "cards.jsonl", new MemoryStream(Encoding.UTF8.GetBytes(lines)));
        await EndAsync(services, import.JobId);
        var job = await services.GetRequiredService<PlaybookFromImport>().CreateAsync(Person, import.Id, Playbook, "Card offers", new ImportChoices());
        await EndAsync(services, job.Id);
        var playbook = await services.GetRequiredService<PlaybookService>().GetAsync(Person, Playbook);
        Assert.Contains(playbook.Policies, policy => policy.Id == "learner");
        ArmPart[] arms = [new("control", "Behaviour as logged", "behaviour", 50, Control: true), new("treatment", "Learner", "learner", 50, Control: false)];
        await services.GetRequiredService<ExperimentService>().CreateAsync(
            Person, Playbook, new NewExperiment(Experiment, "Ask before offering", "The learner finds out that asking first pays.", arms));
    }

    private static async Task<Job> EndAsync(IServiceProvider services, Guid id)
    {
        var jobs = services.GetRequiredService<JobService>();
        var ended = new TaskCompletionSource<Job>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var subscription = jobs.Subscribe(job =>
        {
            if (job.Id == id && job.HasEnded) ended.TrySetResult(job);
        });
        var now = await jobs.GetAsync(Person, id);
        var job = now.HasEnded ? now : await ended.Task.WaitAsync(TimeSpan.FromMinutes(3));
        Assert.True(job.State == JobState.Done, $"{job.Title}: {job.State} {job.Error}");
        return job;
    }
}
