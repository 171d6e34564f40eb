using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using ConvoStudio.Application.Conversations;
using ConvoStudio.Application.Imports;
using ConvoStudio.Application.Jobs;
using ConvoStudio.Application.Outbox;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Persistence;
using ConvoStudio.Application.Playbooks;
using ConvoStudio.Application.Studios;
using ConvoStudio.Engine.Simulation;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ConvoStudio.Benchmarks;

/// <summary>A file of 30,150 conversations through the import as the console runs it: received, read, checked, staged and summed up; then made into a
/// playbook and written to the log. Turns a second, and how the working set grows between a third of the file and its end.</summary>
/// <remarks>The recorded sales conversations fifty times over, with ids of their own, from the folder that <c>CONVOSTUDIO_DATA</c> names; without it
/// as many generated ones, which the configuration of the figures says.</remarks>
internal sealed class ImportBenchmark : IBenchmark
{
    private const int Copies = 50;
    private const int Generated = 603;

    public string Name => "import";

    public async Task RunAsync(BenchmarkOutput output)
    {
        var folder = Directory.CreateTempSubdirectory("convostudio-import-").FullName;
        try
        {
            var file = Path.Combine(folder, "conversations.jsonl");
            var source = await WriteAsync(file);
            await using var services = Services(Path.Combine(folder, "data"));
            await services.GetRequiredService<StudioDatabase>().OpenAsync();
            var settings = $"{source} x {Copies}, JSON Lines, 500 a chunk";
            await ReadAsync(output, services, file, settings, "");
            // Once more, with other ids and everything compiled: the figure that lasts.
            source = await WriteAsync(file, "b");
            var import = await ReadAsync(output, services, file, settings, "warm-");
            await KeepAsync(output, services, import, settings);
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task<Import> ReadAsync(BenchmarkOutput output, ServiceProvider services, string file, string settings, string variant)
    {
        Import import;
        await using (var content = File.OpenRead(file))
            import = await services.GetRequiredService<ImportService>().StartAsync(Actor.System, Path.GetFileName(file), content);
        var memory = new List<(double Progress, double Mebibytes)>();
        var watch = Stopwatch.StartNew();
        await RunAsync(services, import.JobId, progress => memory.Add((progress, WorkingSet())));
        var seconds = watch.Elapsed.TotalSeconds;
        import = await services.GetRequiredService<ImportService>().GetAsync(Actor.System, import.Id);
        output.Write(Name, $"{variant}turns-per-second", import.Turns / seconds, "1/s", settings);
        output.Write(Name, $"{variant}conversations", import.Staged, "conversations", settings);
        var third = memory.First(m => m.Progress >= 1.0 / 3).Mebibytes;
        output.Write(Name, $"{variant}working-set-at-a-third", third, "MiB", settings);
        output.Write(Name, $"{variant}working-set-at-the-end", memory[^1].Mebibytes, "MiB", settings);
        output.Write(Name, $"{variant}working-set-end-to-third", memory[^1].Mebibytes / third, "ratio", settings);
        return import;
    }

    private async Task KeepAsync(BenchmarkOutput output, ServiceProvider services, Import import, string settings)
    {
        var job = await services.GetRequiredService<PlaybookFromImport>().CreateAsync(Actor.System, import.Id, "benchmark", "Benchmark", new ImportChoices());
        var log = services.GetRequiredService<Studio>().Log;
        (double Seconds, long Sequence)? mark = null;
        var clock = Stopwatch.StartNew();
        // From the first report of conversations written; the fit before it is another matter.
        await RunAsync(services, job.Id, _ => mark ??= log.LastSequence > 2 ? (clock.Elapsed.TotalSeconds, log.LastSequence) : null);
        var seconds = clock.Elapsed.TotalSeconds;
        output.Write(Name, "make-playbook-seconds", seconds, "s", settings);
        if (mark is { } from)
            output.Write(Name, "log-entries-per-second", (log.LastSequence - from.Sequence) / (seconds - from.Seconds), "1/s", settings);
    }

    private static async Task RunAsync(ServiceProvider services, Guid id, Action<double> progress)
    {
        var jobs = services.GetRequiredService<JobService>();
        var ended = new TaskCompletionSource<Job>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var subscription = jobs.Subscribe(job =>
        {
            if (job.Id != id)
                return;
            progress(job.Progress);
            if (job.HasEnded)
                ended.TrySetResult(job);
        });
        var worker = services.GetServices<IHostedService>().OfType<JobWorker>().Single();
        await worker.StartAsync(CancellationToken.None);
        var job = await ended.Task;
        await worker.StopAsync(CancellationToken.None);
        if (job.State != JobState.Done)
            throw new InvalidOperationException($"The job {job.Title} is {job.State}: {job.Error}");
    }

    private static ServiceProvider Services(string folder)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new(PersistenceRegistration.DataFolderVariable, folder)]).Build();
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(TimeProvider.System);
        services.AddPersistence(configuration).AddOutbox().AddJobs().AddPlaybooks().AddImports(configuration).AddLiveStudio();
        return services.BuildServiceProvider();
    }

    private static async Task<string> WriteAsync(string file, string prefix = "a")
    {
        var recorded = Path.Combine(Environment.GetEnvironmentVariable("CONVOSTUDIO_DATA") ?? Path.Combine("..", "shared", "data"), "conversations", "cb.jsonl.gz");
        var lines = File.Exists(recorded) ? await UnpackAsync(recorded) : [.. SampleConversations.Generate(11, Generated).Select(c => SampleConversationJson.WriteLine(c))];
        await using var writer = new StreamWriter(file, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        var parsed = lines.Select(line => JsonNode.Parse(line)!.AsObject()).ToList();
        for (var copy = 0; copy < Copies; copy++)
        {
            for (var i = 0; i < parsed.Count; i++)
            {
                parsed[i]["conversation_id"] = $"{prefix}-{copy}-{i}";
                await writer.WriteLineAsync(parsed[i].ToJsonString());
            }
        }

        return File.Exists(recorded) ? "recorded sales conversations" : "generated conversations";
    }

    private static async Task<List<string>> UnpackAsync(string path)
    {
        await using var packed = File.OpenRead(path);
        using var reader = new StreamReader(new GZipStream(packed, CompressionMode.Decompress));
        List<string> lines = [];
        while (await reader.ReadLineAsync() is { } line)
            lines.Add(line);
        return lines;
    }

    private static double WorkingSet() => Environment.WorkingSet / (1024.0 * 1024);
}
