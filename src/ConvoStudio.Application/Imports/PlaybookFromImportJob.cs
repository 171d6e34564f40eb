using System.Globalization;
using System.Text.Json;
using ConvoStudio.Application.Configurations;
using ConvoStudio.Application.Jobs;
using ConvoStudio.Application.Log;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Persistence;
using ConvoStudio.Application.Playbooks;
using ConvoStudio.Engine.Simulation;
using Microsoft.EntityFrameworkCore;

namespace ConvoStudio.Application.Imports;

/// <summary>Makes a playbook from an import: reads moves and facts, fits behaviour as logged, brings the playbook into force, and writes the
/// conversations into the log. After a restart it goes on with what is missing.</summary>
public sealed class PlaybookFromImportJob(
    IDbContextFactory<StudioDbContext> contexts, ConfigurationChanges changes, IConfigurations configurations, IDecisionLog log, TimeProvider time) : IJobHandler
{
    public const string JobKind = "playbook-from-import";
    private const double FitShare = 0.4;

    // Appends on their way at once: the log commits them in groups.
    private const int Window = 64;
    private readonly StagedReader _staged = new(contexts);

    public string Kind => JobKind;

    public async Task<JobResult> RunAsync(Job job, JobReport report, CancellationToken cancellationToken)
    {
        var input = JsonSerializer.Deserialize(job.Input, ImportJson.Default.PlaybookFromImportInput)!;
        await report(new JobProgress(0, "Reading moves and facts"));
        var sample = await _staged.SampleAsync(input.ImportId, PlaybookFromImport.SampleSize, cancellationToken);
        if (sample.Count == 0)
            throw new JobFailedException("The import was discarded before the playbook was made.");
        var reading = ImportReading.Of(sample, input.Choices);
        var playbook = await FindAsync(input.Key, cancellationToken);
        if (playbook is not null && playbook.ImportId != input.ImportId)
            throw new JobFailedException($"The key {input.Key} was taken by another playbook in the meantime.");
        playbook ??= await CreateAsync(input, reading, sample, report, cancellationToken);
        var written = await WriteAsync(input, playbook, reading, report, cancellationToken);
        return new JobResult(playbook.Key, string.Create(
            CultureInfo.InvariantCulture, $"{playbook.Name} has {playbook.Actions.Count} actions and {written} conversations."));
    }

    public async Task<string> CancelledAsync(Job job, CancellationToken cancellationToken)
    {
        var input = JsonSerializer.Deserialize(job.Input, ImportJson.Default.PlaybookFromImportInput)!;
        return await FindAsync(input.Key, cancellationToken) is { } playbook && playbook.ImportId == input.ImportId
            ? $"Cancelled. The playbook {playbook.Name} and the conversations written so far stay."
            : "Cancelled. No playbook was made.";
    }

    private async Task<Playbook> CreateAsync(
        PlaybookFromImportInput input, ImportReading reading, IReadOnlyList<SampleConversation> sample, JobReport report, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var playbook = PlaybookDraft.Build(input.Key, input.Name, input.ImportId, reading, input.ActorName, now);
        await report(new JobProgress(0.05, "Learning how the agents behaved"));
        // Fitting is a long computation without waits; the reports of its progress are taken up between iterations.
        var progress = new FitProgress();
        var fit = Task.Run(() => PlaybookDraft.AddPolicies(playbook, reading, sample, now, progress, cancellationToken), cancellationToken);
        while (await Task.WhenAny(fit, progress.NextAsync()) != fit)
            await report(new JobProgress(FitShare * progress.Share, "Learning how the agents behaved"));
        var parameters = await fit;
        var actor = Actor.OnBehalfOf(input.ActorId, input.ActorName);
        return await changes.CreateAsync(
            actor, UseCase.CreatePlaybook,
            async db =>
            {
                await PlaybookService.CheckNewAsync(db, playbook.Key, playbook.Name, playbook.Locale, playbook.IdleMinutes, cancellationToken);
                if (!await db.PolicyParameters.AnyAsync(p => p.Hash == parameters.Hash, cancellationToken))
                    db.PolicyParameters.Add(parameters);
                return playbook;
            },
            cancellationToken);
    }

    private async Task<long> WriteAsync(
        PlaybookFromImportInput input, Playbook playbook, ImportReading reading, JobReport report, CancellationToken cancellationToken)
    {
        var active = await ActiveAsync(playbook.Key, cancellationToken);
        var (baseTime, total) = await ImportAsync(input.ImportId, cancellationToken);
        var replay = new ImportedReplay(active.Configuration.Encoder, reading, PlaybookDraft.ActionNumbers(playbook, reading.Moves));
        var writer = new ImportedLogWriter(log, time, playbook.Key, active.Hash, replay, baseTime);
        var pending = new Queue<Task>();
        var (done, turns, started) = (0L, 0L, time.GetTimestamp());
        try
        {
            await foreach (var page in Pages(input.ImportId, cancellationToken))
            {
                List<SampleConversation> missing = [.. page.Where(c => !writer.IsThere(c.ExternalId!))];
                // Before the log: a conversation in the log always has its protected facts.
                await ProtectAsync(missing, writer, replay, cancellationToken);
                foreach (var conversation in missing)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    if (pending.Count == Window)
                        await pending.Dequeue();
                    pending.Enqueue(writer.WriteAsync(conversation, cancellationToken));
                    turns += conversation.Turns.Count;
                }

                done += page.Count;
                var seconds = time.GetElapsedTime(started).TotalSeconds;
                await report(new JobProgress(
                    FitShare + ((1 - FitShare) * done / total), string.Create(CultureInfo.InvariantCulture, $"{done:N0} of {total:N0} conversations written"),
                    seconds > 0 ? turns / seconds : null, "turns"));
            }
        }
        finally
        {
            // Appends on their way are committed or not; nobody may be told before that is known.
            await Task.WhenAll(pending);
        }

        return done;
    }

    private async IAsyncEnumerable<List<SampleConversation>> Pages(
        Guid import, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var page = new List<SampleConversation>();
        await foreach (var conversation in _staged.ReadAsync(import, cancellationToken))
        {
            page.Add(conversation);
            if (page.Count < 250)
                continue;
            yield return page;
            page = [];
        }

        if (page.Count > 0)
            yield return page;
    }

    private async Task ProtectAsync(
        List<SampleConversation> conversations, ImportedLogWriter writer, ImportedReplay replay, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = conversations
            .SelectMany(c => replay.ProtectedFacts(c).Select(f => ProtectedFact.Create(writer.PublicId(c.ExternalId!), writer.BaseTime, f.Key, f.Value))).ToList();
        if (rows.Count == 0)
            return;
        var ids = rows.Select(r => r.ConversationId).Distinct().ToList();
        var there = await db.ProtectedFacts.Where(f => ids.Contains(f.ConversationId)).Select(f => new { f.ConversationId, f.Key }).ToListAsync(cancellationToken);
        var known = there.Select(f => (f.ConversationId, f.Key)).ToHashSet();
        db.ProtectedFacts.AddRange(rows.Where(r => !known.Contains((r.ConversationId, r.Key))));
        await db.SaveChangesAsync(cancellationToken);
    }

    private async Task<ActiveConfiguration> ActiveAsync(string playbook, CancellationToken cancellationToken)
    {
        if (configurations.Find(playbook) is { } active)
            return active;
        // A restart in between: the outbox has it, this brings it into force now.
        await changes.FlushAsync(cancellationToken);
        return configurations.Find(playbook) ?? throw new JobFailedException($"The playbook {playbook} is saved but could not be brought into force.");
    }

    private async Task<Playbook?> FindAsync(string key, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await ConfigurationChanges.Whole(db).AsNoTracking().SingleOrDefaultAsync(p => p.Key == key, cancellationToken);
    }

    private async Task<(DateTimeOffset BaseTime, long Total)> ImportAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var import = await db.Imports.AsNoTracking().SingleAsync(i => i.Id == id, cancellationToken);
        return (import.CreatedAt, Math.Max(1, import.Staged));
    }

    /// <summary>Hands the share done from the computing thread to the one that reports.</summary>
    private sealed class FitProgress : IProgress<double>
    {
        private volatile TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private double _share;

        public double Share => Volatile.Read(ref _share);

        public Task NextAsync() => _next.Task;

        public void Report(double value)
        {
            Volatile.Write(ref _share, value);
            var told = _next;
            _next = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            told.TrySetResult();
        }
    }
}
