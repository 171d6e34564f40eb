using ConvoStudio.Application.Audit;
using ConvoStudio.Application.Compliance;
using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Conversations;
using ConvoStudio.Application.Experiments;
using ConvoStudio.Application.Imports;
using ConvoStudio.Application.Jobs;
using ConvoStudio.Application.Keys;
using ConvoStudio.Application.LiveMetrics;
using ConvoStudio.Application.Log;
using ConvoStudio.Application.Outbox;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Persistence;
using ConvoStudio.Application.Playbooks;
using ConvoStudio.Application.Policies;
using ConvoStudio.Application.Samples;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ConvoStudio.Application.Tests;

/// <summary>A studio on a real SQLite file in a folder of its own; the log is a fake. Restarting keeps the folder, the log and the clock.</summary>
public sealed class TestStudio : IAsyncDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private readonly Dictionary<string, string?> _settings;
    private readonly bool _ownsFolder;
    private ServiceProvider _services;

    private TestStudio(string folder, bool ownsFolder, Dictionary<string, string?> settings, FakeConfigurations configurations, FakeDecisionLog log, FakeTimeProvider time)
    {
        (Folder, _ownsFolder, _settings, Configurations, Log, Time) = (folder, ownsFolder, settings, configurations, log, time);
        _services = Build();
    }

    public string Folder { get; }

    public FakeConfigurations Configurations { get; }

    public FakeDecisionLog Log { get; }

    public FakeTimeProvider Time { get; }

    public static IActor Sales { get; } = Actor.Person("s", "Sara Sales", [Roles.SalesManager]);

    public static IActor Compliance { get; } = Actor.Person("c", "Carl Compliance", [Roles.ComplianceOfficer]);

    /// <summary>A second compliance officer, who reviews what the first one wrote.</summary>
    public static IActor Reviewer { get; } = Actor.Person("r", "Rita Reviewer", [Roles.ComplianceOfficer]);

    public static IActor Analyst { get; } = Actor.Person("a", "Ana Analyst", [Roles.Analyst]);

    public static IActor Administrator { get; } = Actor.Person("d", "Dora Administrator", [Roles.Administrator]);

    public static async Task<TestStudio> OpenAsync(Dictionary<string, string?>? settings = null, FakeTimeProvider? time = null)
    {
        var folder = Directory.CreateTempSubdirectory("convostudio-").FullName;
        var studio = new TestStudio(folder, ownsFolder: true, settings ?? [], new FakeConfigurations(), new FakeDecisionLog(), time ?? new FakeTimeProvider(Start));
        await studio.Get<StudioDatabase>().OpenAsync();
        return studio;
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public StudioDbContext Db() => Get<IDbContextFactory<StudioDbContext>>().CreateDbContext();

    public JobWorker Worker() => _services.GetServices<IHostedService>().OfType<JobWorker>().Single();

    public async Task RestartAsync()
    {
        await _services.DisposeAsync();
        SqliteConnection.ClearAllPools();
        _services = Build();
        await Get<StudioDatabase>().OpenAsync();
    }

    /// <summary>Starts the worker and returns the job when it has ended.</summary>
    public async Task<Job> RunAsync(Guid jobId)
    {
        var worker = Worker();
        var ended = Ended(jobId);
        await worker.StartAsync(TestContext.Current.CancellationToken);
        var job = await ended;
        await worker.StopAsync(CancellationToken.None);
        return job;
    }

    public async Task<Job> Ended(Guid jobId)
    {
        var source = new TaskCompletionSource<Job>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var subscription = Get<JobService>().Subscribe(job =>
        {
            if (job.Id == jobId && job.HasEnded)
                source.TrySetResult(job);
        });
        var now = await Get<JobService>().GetAsync(Analyst, jobId);
        return now.HasEnded ? now : await source.Task.WaitAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        SqliteConnection.ClearAllPools();
        if (_ownsFolder)
            Directory.Delete(Folder, recursive: true);
    }

    private ServiceProvider Build()
    {
        var settings = new Dictionary<string, string?>(_settings, StringComparer.Ordinal) { [PersistenceRegistration.DataFolderVariable] = Folder };
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<TimeProvider>(Time);
        services.AddSingleton<IConfigurations>(Configurations);
        services.AddSingleton<IDecisionLog>(Log);
        services.AddSingleton<IMetricsFeed>(new MetricsFeed(Log, LogSource.Live, Time)).AddSingleton<TrafficFold>();
        services.AddSingleton<IProtectedStore, StudioProtectedStore>();
        services.AddPersistence(configuration).AddOutbox().AddJobs().AddKeys().AddPlaybooks().AddPolicies().AddRuleProofs().AddExperiments().AddImports(configuration).AddSamples();
        services.AddSingleton<Application.ConversationLists.SavedViewService>();
        return services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
    }
}
