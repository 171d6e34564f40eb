using System.Text.Json;
using ConvoStudio.Application.Compliance;
using ConvoStudio.Application.Configurations;
using ConvoStudio.Engine.Compliance.Verification;

namespace ConvoStudio.Web.Api;

/// <summary>One version of a rule.</summary>
/// <param name="Number">Version of the rule.</param>
/// <param name="Status">draft, in-review, shadow, in-force, superseded or withdrawn.</param>
/// <param name="Version">Revision, which an edit or a step must name.</param>
internal sealed record RuleView(
    string Key, int Number, string Status, string Form, string Sentence, JsonElement Document, int Version, DateTimeOffset CreatedAt, string CreatedBy,
    DateTimeOffset ChangedAt, string ChangedBy, string? ReviewedBy, DateTimeOffset? ShadowSince, DateTimeOffset? InForceSince, DateTimeOffset? EndedAt, string? Note)
{
    public static RuleView Of(ComplianceRule rule)
    {
        using var document = JsonDocument.Parse(rule.Document);
        return new(
            rule.Key, rule.Number, ApiWords.Of(rule.Status), rule.Form, rule.Sentence, document.RootElement.Clone(), rule.Revision, rule.CreatedAt, rule.CreatedBy,
            rule.ChangedAt, rule.ChangedBy, rule.ReviewedBy, rule.ShadowSince, rule.InForceSince, rule.EndedAt, rule.Note);
    }
}

/// <summary>A rule in a list: its newest version, and those that are live.</summary>
internal sealed record RuleLineView(RuleView Newest, int? InForce, int? Shadow);

/// <summary>A page of rules.</summary>
internal sealed record RuleListView(IReadOnlyList<RuleLineView> Rules, int Total);

/// <summary>A rule with its versions, newest first, and what was done with it.</summary>
internal sealed record RuleDetailView(string Key, IReadOnlyList<RuleView> Versions, IReadOnlyList<RuleStepView> Steps);

/// <summary>Something that was done with a version of a rule.</summary>
internal sealed record RuleStepView(DateTimeOffset At, string By, int Number, string? Status, string? Sentence, string? Note);

/// <summary>What a rule is read as.</summary>
/// <param name="Sentence">Its canonical sentence; null when it could not be read.</param>
/// <param name="Document">Its tree; null when it could not be read.</param>
internal sealed record RuleCheckView(bool Good, string? Sentence, JsonElement? Document, IReadOnlyList<RuleProblem> Problems)
{
    public static RuleCheckView Of(RuleReading reading)
    {
        using var document = reading.Document is null ? null : JsonDocument.Parse(reading.Document);
        return new(reading.Problems.Count == 0, reading.Sentence, document?.RootElement.Clone(), reading.Problems);
    }
}

/// <summary>How many drafts an import made.</summary>
internal sealed record RuleImportView(int Drafts);

/// <summary>The result of a verification.</summary>
/// <param name="Stale">Rules or actions have changed since.</param>
/// <param name="Complete">The search over all rules together saw everything.</param>
internal sealed record RuleVerificationView(
    Guid Id, string Playbook, DateTimeOffset At, string Mode, string Rules, bool Stale, IReadOnlyList<RuleVerdictView> Verdicts, IReadOnlyList<DeadEnd> DeadEnds,
    IReadOnlyList<string> NeverFire, IReadOnlyList<string> Redundant, IReadOnlyList<string> NeverOffered, int States, bool Complete, IReadOnlyList<string> Assumptions)
{
    public static RuleVerificationView Of(RuleVerificationRead read)
    {
        var (found, report) = (read.Verification, read.Verification.Report);
        return new(
            found.Id, found.PlaybookKey, found.At, ApiWords.Of(found.Request.Mode), ApiWords.Of(found.Request.Rules), read.IsStale,
            [.. report.Rules.Select(r => new RuleVerdictView(r.Rule, r.Version, ApiWords.Of(r.Verdict), r.Conversation, r.States))],
            report.DeadEnds, report.NeverFire, report.Redundant, report.NeverOffered, report.States, report.Complete, report.Assumptions);
    }
}

/// <summary>What was found out about a rule.</summary>
/// <param name="Verdict">proved, breached, guarded-at-run-time or not-proved.</param>
/// <param name="Conversation">The shortest conversation that breaks it, one line a turn.</param>
internal sealed record RuleVerdictView(string Rule, int Version, string Verdict, IReadOnlyList<string> Conversation, int States);

/// <summary>What a rule says of an agent's turn.</summary>
/// <param name="Event">Place of the turn among the events, from 0.</param>
/// <param name="Answer">broken or unknown.</param>
internal sealed record TraceJudgementView(int Event, string Rule, int Version, string Answer, string Sentence);

/// <summary>Names that rules may use, besides acts, facts, products and actions.</summary>
internal sealed record RuleTermsView(
    IReadOnlyList<string> Channels, IReadOnlyList<string> Jurisdictions, IReadOnlyList<string> Purposes, IReadOnlyList<string> EndingActs, string? SegmentFact,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Tags, IReadOnlyDictionary<string, IReadOnlyList<DateOnly>> Holidays, IReadOnlyList<string> Stages,
    IReadOnlyList<string> Numbers, IReadOnlyList<string> Roles)
{
    public static RuleTermsView Of(RuleTermsRead read) => new(
        read.Terms.Channels, read.Terms.Jurisdictions, read.Terms.Purposes, read.Terms.EndingActs, read.Terms.SegmentFact,
        read.Terms.Tags ?? new Dictionary<string, IReadOnlyList<string>>(), read.Terms.Holidays ?? new Dictionary<string, IReadOnlyList<DateOnly>>(),
        [.. read.Vocabulary.Stages], [.. read.Vocabulary.Numbers], RuleTerms.ApprovingRoles);
}
