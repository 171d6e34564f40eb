using ConvoStudio.Application.Backups;
using ConvoStudio.Application.LiveMetrics;
using ConvoStudio.Application.People;
using ConvoStudio.Application.Playbooks;
using ConvoStudio.Application.Storage;
using ConvoStudio.Application.Studios;
using ConvoStudio.Web.Components.Common;
using ConvoStudio.Web.Resources;
using Microsoft.Extensions.Localization;

namespace ConvoStudio.Web.Components.Home;

/// <summary>The studio itself: whether it can write, keeps up, has room, and has a copy.</summary>
internal sealed class StudioHealth(Studio studio, TrafficFold traffic, StorageMeter storage, BackupService backups, TimeProvider time, IStringLocalizer<HomeTexts> texts) : IHomeSource
{
    /// <summary>Entries a consumer may lie behind before it is said: some seconds of full traffic.</summary>
    public const long MostBehind = 10_000;

    /// <summary>Free bytes under which the disk is called short.</summary>
    public const long LeastFree = 5_000_000_000;

    private const string Page = "/settings/system";

    public Task<IReadOnlyList<HomeItem>> FindAsync(IActor actor, PlaybookListItem? playbook)
    {
        List<HomeItem> items = [];
        var may = RoleTable.Allows(actor, UseCase.ManageSystem);
        if (studio.Log.ReadOnlyReason is { } reason) AddReadOnly(items, may, reason);
        var behind = studio.Log.LastSequence - new[] { studio.Learner.Sequence, studio.Metrics.Sequence, traffic.Sequence }.Min();
        if (behind > MostBehind) items.Add(Unhealthy(may, Meaning.Warn, Icon.Clock, texts["BehindTitle"], texts["BehindText", Numbers.Count(behind)]));
        items.AddRange(studio.Learner.Alarms.Select(alarm => Unhealthy(may, Meaning.Warn, Icon.Policy, texts["LearnerTitle"], alarm)));
        if (may) AddUpkeep(items);
        return Task.FromResult<IReadOnlyList<HomeItem>>(items);
    }

    private void AddReadOnly(List<HomeItem> items, bool may, string reason)
    {
        items.Add(Unhealthy(may, Meaning.Bad, Icon.Harm, texts["ReadOnlyTitle"], reason));
        if (may) items.Add(new(HomePlace.Waits, Meaning.Bad, Icon.Harm, texts["ReadOnlyTitle"], texts["ReadOnlyWaits"], Page, Page));
    }

    private void AddUpkeep(List<HomeItem> items)
    {
        if (storage.FreeDiskBytes is < LeastFree and var free) items.Add(Unhealthy(true, Meaning.Warn, Icon.Warn, texts["DiskTitle"], texts["DiskText", Numbers.Bytes(free)]));
        // A studio in which nothing has happened yet has nothing to lose.
        if (studio.Log.LastSequence == 0) return;
        if (backups.NewestAt is not { } newest) items.Add(Unhealthy(true, Meaning.Warn, Icon.Copy, texts["NoBackupTitle"], texts["NoBackupText"]));
        else if (time.GetUtcNow() - newest > BackupService.OldestGood) items.Add(Unhealthy(true, Meaning.Warn, Icon.Copy, texts["OldBackupTitle"], texts["OldBackupText"], newest));
    }

    private static HomeItem Unhealthy(bool may, Meaning meaning, string icon, string title, string text, DateTimeOffset? at = null) =>
        new(HomePlace.Unhealthy, meaning, icon, title, text, Page, may ? Page : "", at);
}
