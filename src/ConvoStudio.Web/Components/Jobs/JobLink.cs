using ConvoStudio.Application.Imports;
using ConvoStudio.Application.Jobs;

namespace ConvoStudio.Web.Components.Jobs;

/// <summary>The page of what a job works on.</summary>
internal static class JobLink
{
    public static string? Of(Job job) => job.Kind switch
    {
        ImportJob.JobKind or PlaybookFromImportJob.JobKind when job.SubjectKey is { } import => $"/imports/{import}",
        "rehearsal" when job.SubjectKey is { } rehearsal => $"/rehearsals/{rehearsal}",
        _ => null,
    };
}
