using ConvoStudio.Web.Components.Common;
using ConvoStudio.Web.Resources;
using Microsoft.Extensions.Localization;

namespace ConvoStudio.Web.Components.Jobs;

/// <summary>What is said of a job that has not begun.</summary>
internal static class JobWords
{
    /// <param name="position">1 for the next; null while it is not known.</param>
    public static string Waiting(this IStringLocalizer<JobTexts> texts, int? position) => position switch
    {
        null => texts["Waiting"],
        1 => texts["WaitingNext"],
        _ => texts["WaitingBehind", Numbers.Count(position.Value - 1)],
    };
}
