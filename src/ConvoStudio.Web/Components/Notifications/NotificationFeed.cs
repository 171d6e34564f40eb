using ConvoStudio.Application.Jobs;
using ConvoStudio.Application.Notifications;
using ConvoStudio.Application.People;
using ConvoStudio.Web.Auth;
using ConvoStudio.Web.Components.Common;
using ConvoStudio.Web.Components.Home;
using ConvoStudio.Web.Components.Jobs;
using ConvoStudio.Web.Components.Playbooks;
using ConvoStudio.Web.Resources;
using Microsoft.Extensions.Localization;

namespace ConvoStudio.Web.Components.Notifications;

/// <summary>The notifications of the person at this window: what waits or is unhealthy, as the home page has it, and the jobs that ended lately.</summary>
public sealed class NotificationFeed(HomeItems items, JobService jobs, ReadMarkService marks, PageActor actor, CurrentPlaybook current, TimeProvider time, IStringLocalizer<NotificationTexts> texts)
{
    private const int Newest = 50;
    private const string JobPrefix = "job/";
    private static readonly TimeSpan Lately = TimeSpan.FromDays(14);

    /// <summary>By kind; worst first where something goes on, newest first where it ended.</summary>
    public async Task<IReadOnlyList<Notification>> ListAsync()
    {
        var who = await actor.GetAsync();
        var mark = await marks.GetAsync(who);
        var place = $"{(await current.GetAsync())?.Key}/";
        // Failed jobs stand among those that ended, with the time and a mark of their own.
        var going = (await items.ListAsync()).Where(item => item is not { Place: HomePlace.Waits, Under: "/jobs" }).Select(item => Of(item, place, mark)).DistinctBy(item => item.Key).ToList();
        await ForgetAsync(who, mark, place, [.. going.Select(item => item.Key)]);
        var ended = RoleTable.Allows(who, UseCase.ReadJobs) ? await EndedAsync(who, mark) : [];
        return [.. going.OrderBy(item => item.Kind), .. ended];
    }

    /// <summary>Everything of a reading is read.</summary>
    public async Task ReadAllAsync(IReadOnlyCollection<Notification> shown)
    {
        var ended = shown.Where(item => item.Kind == NotificationKind.Ended).Max(item => item.At);
        await marks.ReadAllAsync(await actor.GetAsync(), ended ?? DateTimeOffset.MinValue, [.. shown.Where(item => item.Kind != NotificationKind.Ended).Select(item => item.Key)]);
    }

    public async Task ReadAsync(Notification one) => await marks.ReadAsync(await actor.GetAsync(), one.Key);

    private async Task ForgetAsync(IActor who, ReadMark mark, string place, HashSet<string> there)
    {
        bool Gone(string key) => key.StartsWith(place, StringComparison.Ordinal) && !key.StartsWith(JobPrefix, StringComparison.Ordinal) && !there.Contains(key);
        if (mark.Keys.Any(Gone)) await marks.ForgetAsync(who, Gone);
    }

    private static Notification Of(HomeItem item, string place, ReadMark mark)
    {
        var key = $"{place}{item.Place}{item.Href}/{item.Title}";
        var kind = item.Place == HomePlace.Waits ? NotificationKind.Waits : NotificationKind.Unhealthy;
        return new(key, kind, item.Meaning, item.Icon, item.Title, item.Text, item.Href, item.At, !mark.Covers(key, null));
    }

    // One's own jobs; failed ones also to those who look after imports and the studio. Who cancelled knows it.
    private async Task<IEnumerable<Notification>> EndedAsync(IActor who, ReadMark mark)
    {
        var since = time.GetUtcNow() - Lately;
        var looksAfter = RoleTable.Allows(who, UseCase.ImportConversations);
        return (await jobs.ListAsync(who, take: Newest))
            .Where(job => job is { State: JobState.Done or JobState.Failed, EndedAt: not null } && job.EndedAt > since)
            .Where(job => job.CreatedBy == who.Name || (looksAfter && job.State == JobState.Failed))
            .OrderByDescending(job => job.EndedAt).Select(job => Of(job, mark));
    }

    private Notification Of(Job job, ReadMark mark)
    {
        var failed = job.State == JobState.Failed;
        var key = $"{JobPrefix}{job.Id}";
        return new(
            key, NotificationKind.Ended, failed ? Meaning.Bad : Meaning.Good, failed ? Icon.Harm : Icon.Check, job.Title, failed ? texts["Failed", job.Error ?? ""] : job.Message,
            JobLink.Of(job) ?? "/jobs", job.EndedAt, !mark.Covers(key, job.EndedAt));
    }
}
