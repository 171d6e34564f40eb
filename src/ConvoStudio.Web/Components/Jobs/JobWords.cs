using ConvoStudio.Application.Jobs;
using ConvoStudio.Web.Components.Common;
using ConvoStudio.Web.Resources;
using Microsoft.Extensions.Localization;

namespace ConvoStudio.Web.Components.Jobs;

/// <summary>What is said of a job beside its title.</summary>
internal static class JobWords
{
    /// <summary>One line on where a job stands.</summary>
    public static string Doing(this IStringLocalizer<JobTexts> texts, Job job, JobService jobs) =>
        job.State == JobState.Queued ? texts.Waiting(jobs.PositionOf(job.Id)) : job.Error ?? job.Message;

    /// <param name="position">1 for the next; null while it is not known.</param>
    public static string Waiting(this IStringLocalizer<JobTexts> texts, int? position) => position switch
    {
        null => texts["Waiting"],
        1 => texts["WaitingNext"],
        _ => texts["WaitingBehind", Numbers.Count(position.Value - 1)],
    };
}
