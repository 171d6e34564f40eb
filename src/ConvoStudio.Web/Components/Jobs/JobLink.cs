using ConvoStudio.Application.Imports;
using ConvoStudio.Application.Jobs;
using ConvoStudio.Application.Outcomes;

namespace ConvoStudio.Web.Components.Jobs;

/// <summary>The page of what a job works on.</summary>
internal static class JobLink
{
    public static string? Of(Job job) => job.Kind switch
    {
        ImportJob.JobKind or PlaybookFromImportJob.JobKind when job.SubjectKey is { } import => $"/imports/{import}",
        OutcomeUploadJob.JobKind when job.SubjectKey is { } upload => $"/outcomes/{upload}",
        ConvoStudio.Application.Compliance.RuleVerificationJob.JobKind => "/rules",
        "rehearsal" when job.SubjectKey is { } rehearsal => $"/rehearsals/{rehearsal}",
        _ => null,
    };
}
