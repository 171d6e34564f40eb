using ConvoStudio.Application.Experiments;
using ConvoStudio.Application.Imports;
using ConvoStudio.Application.Jobs;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Persistence;
using ConvoStudio.Application.Playbooks;
using ConvoStudio.Web.Components.Common;
using ConvoStudio.Web.Components.Jobs;
using ConvoStudio.Web.Resources;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace ConvoStudio.Web.Components.Home;

/// <summary>Paused experiments, imports nobody made anything of yet, jobs that failed and were not done again since.</summary>
internal sealed class WorkWaiting(
    ExperimentService experiments, ImportService imports, JobService jobs, IDbContextFactory<StudioDbContext> databases, TimeProvider time, IStringLocalizer<HomeTexts> texts) : IHomeSource
{
    private const int Newest = 50;
    private static readonly TimeSpan FailedLately = TimeSpan.FromDays(3);

    public async Task<IReadOnlyList<HomeItem>> FindAsync(IActor actor, PlaybookListItem? playbook)
    {
        List<HomeItem> items = [];
        if (playbook is not null && RoleTable.Allows(actor, UseCase.StartExperiment)) await AddExperimentsAsync(items, actor, playbook);
        if (RoleTable.Allows(actor, UseCase.ImportConversations)) await AddImportsAsync(items, actor);
        if (RoleTable.Allows(actor, UseCase.ReadJobs)) await AddJobsAsync(items, actor);
        return items;
    }

    private async Task AddExperimentsAsync(List<HomeItem> items, IActor actor, PlaybookListItem playbook) => items.AddRange(
        (await experiments.ListAsync(actor, playbook.Key)).Where(experiment => experiment.Status == ExperimentStatus.Paused).Select(experiment => new HomeItem(
            HomePlace.Waits, Meaning.Bad, Icon.Pause, texts["PausedTitle", experiment.Name], texts["PausedText"], "/experiments", $"/experiments/{experiment.Key}", experiment.StartedAt)));

    private async Task AddImportsAsync(List<HomeItem> items, IActor actor)
    {
        var done = (await imports.ListAsync(actor, take: Newest)).Where(import => import is { State: ImportState.Done, Staged: > 0 }).ToList();
        if (done.Count == 0) return;
        await using var database = await databases.CreateDbContextAsync();
        var used = (await database.Playbooks.Where(playbook => playbook.ImportId != null).Select(playbook => playbook.ImportId!.Value).ToListAsync()).ToHashSet();
        items.AddRange(done.Where(import => !used.Contains(import.Id)).Select(import => new HomeItem(
            HomePlace.Waits, Meaning.Info, Icon.Import, texts["ImportTitle", import.FileName], texts["ImportText", Numbers.Count(import.Staged)], "/imports", $"/imports/{import.Id}", import.EndedAt)));
    }

    private async Task AddJobsAsync(List<HomeItem> items, IActor actor)
    {
        var since = time.GetUtcNow() - FailedLately;
        var recent = await jobs.ListAsync(actor, take: Newest);
        // A failed job waits for who began it, and for those who look after imports and the studio.
        var all = RoleTable.Allows(actor, UseCase.ImportConversations);
        var failed = recent.Where(job => job.State == JobState.Failed && job.EndedAt > since && (all || job.CreatedBy == actor.Name) &&
            !recent.Any(later => later.Kind == job.Kind && later.SubjectKey == job.SubjectKey && later.State == JobState.Done && later.CreatedAt > job.CreatedAt));
        items.AddRange(failed.Select(job => new HomeItem(
            HomePlace.Waits, Meaning.Bad, Icon.Harm, texts["JobTitle", job.Title], job.Error ?? "", "/jobs", JobLink.Of(job) ?? "/jobs", job.EndedAt)));
    }
}
