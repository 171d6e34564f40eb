using System.Text;
using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Experiments;
using ConvoStudio.Application.Imports;
using ConvoStudio.Application.Jobs;
using ConvoStudio.Application.Keys;
using ConvoStudio.Application.Outbox;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Persistence;
using ConvoStudio.Application.Playbooks;
using ConvoStudio.Application.Policies;
using ConvoStudio.Application.Simulations;
using ConvoStudio.Application.Studios;
using ConvoStudio.Engine.Simulation;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ConvoStudio.Web.Tests;

/// <summary>A data folder with a playbook made from conversations we generate, and a running experiment on it.</summary>
internal static class SampleFolder
{
    public const string Playbook = "cards";
    public const string Experiment = "first-talk";

    /// <summary>Fills the folder through the application's own services, then lets go of it.</summary>
    public static async Task FillAsync(string folder, int conversations = 200)
    {
        using var host = await StartAsync(folder);
        var services = host.Services;
        var actor = Actor.System;
        var lines = string.Join('\n', SampleConversations.Generate(1, conversations).Select(c => SampleConversationJson.WriteLine(c)));
        var import = await EndOfJobAsync(services, async () =>
            (await services.GetRequiredService<ImportService>().StartAsync(actor, "sample.jsonl", new MemoryStream(Encoding.UTF8.GetBytes(lines)))).Id);
        await EndOfJobAsync(services, async () =>
        {
            await services.GetRequiredService<PlaybookFromImport>().CreateAsync(actor, import, Playbook, "Card offers", new ImportChoices());
            return import;
        });
        var experiments = services.GetRequiredService<ExperimentService>();
        await experiments.CreateAsync(actor, Playbook, new NewExperiment(Experiment, "First talk", "The learner sells more.",
            [new ArmPart("control", "Behaviour as logged", "behaviour", 1, true), new ArmPart("learner", "Learner", "learner", 1, false)]));
        await experiments.StartAsync(actor, Experiment);
        await host.StopAsync();
        await services.GetRequiredService<Studio>().DisposeAsync();
        SqliteConnection.ClearAllPools();
    }

    /// <summary>Opens a folder as the program does, without the web.</summary>
    public static async Task<IHost> StartAsync(string folder)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration[PersistenceRegistration.DataFolderVariable] = folder;
        builder.Services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning));
        builder.Services.AddPersistence(builder.Configuration).AddLiveStudio().AddOutbox().AddJobs().AddKeys().AddPlaybooks().AddPolicies().AddExperiments()
            .AddImports(builder.Configuration).AddSimulations();
        var host = builder.Build();
        await host.Services.GetRequiredService<StudioDatabase>().OpenAsync();
        await host.StartAsync();
        return host;
    }

    private static async Task<Guid> EndOfJobAsync(IServiceProvider services, Func<Task<Guid>> start)
    {
        var ended = new TaskCompletionSource<Job>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var subscription = services.GetRequiredService<JobService>().Subscribe(job =>
        {
            if (job.HasEnded)
                ended.TrySetResult(job);
        });
        var subject = await start();
        var job = await ended.Task.WaitAsync(TimeSpan.FromMinutes(2));
        return job.State == JobState.Done ? subject : throw new InvalidOperationException($"{job.Title}: {job.Error}");
    }
}
