using System.Globalization;
using ConvoStudio.Application.Experiments;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Persistence;
using ConvoStudio.Application.Playbooks;
using ConvoStudio.Engine.Contexts;
using Microsoft.EntityFrameworkCore;

namespace ConvoStudio.Application.Samples;

/// <summary>What a sample holds, for choosing.</summary>
/// <param name="Customers">Kinds of simulated customers.</param>
/// <param name="Loaded">Playbooks already made from it.</param>
public sealed record SampleSummary(
    string Key, string Industry, string Name, string About, int Products, int Facts, int ProtectedFacts, int Actions, int Rules, int Lines, int Customers,
    IReadOnlyList<string> Locales, int Loaded);

/// <summary>A playbook made from a sample.</summary>
/// <param name="Experiment">Key of its experiment, a draft that can be rehearsed at once.</param>
public sealed record LoadedSample(string Playbook, string Name, string Experiment);

/// <summary>Sample playbooks: what there is, and loading one.</summary>
public sealed class SamplePlaybooks(IDbContextFactory<StudioDbContext> contexts, ConfigurationChanges changes, TimeProvider time)
{
    /// <summary>In the order in which they are offered.</summary>
    public async Task<IReadOnlyList<SampleSummary>> ListAsync(IActor actor, CancellationToken cancellationToken = default)
    {
        RoleTable.Demand(actor, UseCase.ReadPlaybooks);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var loaded = await db.Playbooks.Where(p => p.Sample != null).Select(p => p.Sample!).ToListAsync(cancellationToken);
        return [.. SampleCatalog.All.Select(s => new SampleSummary(
            s.Key, s.Industry, s.Name, s.About, s.Products.Count, s.Facts.Count, s.Facts.Count(f => !f.Usages.Contains(FactUsages.Policy)), s.Actions.Count + 1,
            s.Rules.Count, s.Script.Lines.Count, s.Customers.Segments.Count,
            s.Locales, loaded.Count(l => l == s.Key)))];
    }

    /// <summary>Makes a playbook from a sample, in force when the call returns, with a draft of an experiment. A second one is another playbook, with a number after its name.</summary>
    /// <exception cref="NotFoundException">No such sample.</exception>
    public async Task<LoadedSample> LoadAsync(IActor actor, string sampleKey, CancellationToken cancellationToken = default)
    {
        // The experiment is part of it, so both are asked for before anything is made.
        RoleTable.Demand(actor, UseCase.StartExperiment);
        BuiltSample? built = null;
        var playbook = await changes.CreateAsync(
            actor, UseCase.CreatePlaybook,
            async db =>
            {
                var sample = SampleCatalog.Find(sampleKey) ?? throw new NotFoundException("sample", sampleKey);
                var number = await FreeNumberAsync(db, sample.Key, cancellationToken);
                built = SampleBuilder.Build(sample, Numbered(sample.Key, "-", number), Numbered(sample.Name, " ", number), actor.Name, time.GetUtcNow());
                foreach (var blob in built.Blobs)
                    if (!await db.PolicyParameters.AnyAsync(p => p.Hash == blob.Hash, cancellationToken))
                        db.PolicyParameters.Add(blob);
                return built.Playbook;
            },
            cancellationToken);
        return new(playbook.Key, playbook.Name, built!.Experiment);
    }

    private static async Task<int> FreeNumberAsync(StudioDbContext db, string key, CancellationToken cancellationToken)
    {
        for (var number = 1; ; number++)
        {
            var playbook = Numbered(key, "-", number);
            var experiment = SampleBuilder.ExperimentKey(playbook);
            if (!await db.Playbooks.AnyAsync(p => p.Key == playbook, cancellationToken) && !await db.Experiments.AnyAsync(e => e.Key == experiment, cancellationToken))
                return number;
        }
    }

    private static string Numbered(string text, string between, int number) =>
        number == 1 ? text : string.Create(CultureInfo.InvariantCulture, $"{text}{between}{number}");
}
