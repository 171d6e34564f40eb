using System.Text.Json;
using ConvoStudio.Application.Jobs;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Persistence;
using Microsoft.EntityFrameworkCore;

namespace ConvoStudio.Application.Experiments;

/// <summary>Starts simulations on past traffic and reads the newest of each experiment. A result can be computed again any time, so it is a file beside the
/// databases and no row in them.</summary>
public sealed class TrafficSimulations(IDbContextFactory<StudioDbContext> contexts, JobService jobs, ExperimentService experiments, DataFolder folder)
{
    /// <summary>Starts it as a job.</summary>
    /// <exception cref="NotFoundException">No such experiment.</exception>
    public async Task<Job> StartAsync(IActor actor, string key, CancellationToken cancellationToken = default)
    {
        RoleTable.Demand(actor, UseCase.Rehearse);
        var experiment = await experiments.GetAsync(actor, key, cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var input = JsonSerializer.Serialize(new TrafficSimulationInput(key), TrafficSimulationJson.Default.TrafficSimulationInput);
        var job = jobs.Add(db, actor, TrafficSimulationJob.JobKind, $"Simulate {experiment.Name} on past traffic", input, key);
        await db.SaveChangesAsync(cancellationToken);
        jobs.Enqueue(job.Id);
        return job;
    }

    /// <summary>The newest result, or null.</summary>
    public async Task<TrafficSimulation?> NewestAsync(IActor actor, string key, CancellationToken cancellationToken = default)
    {
        RoleTable.Demand(actor, UseCase.ReadExperiments);
        if (!File.Exists(PathOf(key)))
            return null;
        await using var file = File.OpenRead(PathOf(key));
        try
        {
            return await JsonSerializer.DeserializeAsync(file, TrafficSimulationJson.Default.TrafficSimulation, cancellationToken);
        }
        catch (JsonException)
        {
            // Cut off while it was written: as good as none.
            return null;
        }
    }

    internal async Task SaveAsync(TrafficSimulation simulation, CancellationToken cancellationToken)
    {
        var path = PathOf(simulation.Experiment);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        // The older result stays until the new one is whole.
        await File.WriteAllBytesAsync(path + ".part", JsonSerializer.SerializeToUtf8Bytes(simulation, TrafficSimulationJson.Default.TrafficSimulation), cancellationToken);
        File.Move(path + ".part", path, overwrite: true);
    }

    // Keys of experiments hold letters, digits, dashes, dots and underscores and begin with a letter or digit.
    private string PathOf(string key) => Path.Combine(folder.Root, "simulations", $"{key}.json");
}
